/**
 * What law and policies call by different words, in English and Spanish: `name: English words | Spanish words`. A word may
 * stand in several rows, a phrase of up to four words in one. Only what means the same within a bank's compliance stands in
 * one row; what is merely related is told apart, since a policy that speaks of something related covers nothing.
 */
export const CONCEPT_TABLE = `
report: report, reporting, return, notify, notification, inform, information to, communicate, communication, submit, submission, send, transmit, transmission, file, filing, lodge, tell, advise, alert, notice, escalate, convey, pass on, make aware, write to, write, message, call, told, sent, sent to, hear from, flag, pass to, go to, report to, relay, brief, announce, communicated, dispatch, forward, contact, given notice | notificar, notificación, comunicar, comunicación, informar, remitir, remisión, enviar, envío, presentar, presentación, decir, revelar, contar, elevar, trasladar, dar cuenta, dar traslado, avisar, aviso, reportar, poner en conocimiento, hacer llegar, comunica, informe a, da cuenta, traslada, eleva, pone en conocimiento, puesto en conocimiento, hace saber, transmitir, reporte, dirigir, dirigirse, cursar, escribir
give: provide, provision, give, supply, furnish, hand, hand over, deliver, delivery, make available, offer access, grant, send, submit, present, given, gave, gets, get, receive, hand out, issue, pass on, share with, sent, supplied | facilitar, proporcionar, suministrar, entregar, entrega, aportar, poner a disposición, dar, remitir, enviar, dado, da, recibe, recibir, ofrecer, emitir, expedir
disclose: disclose, disclosure, publish, publication, make public, public, publicly, website, web site, webpage, web page, post, announce, internet page, reveal, published, make known, on our site, on the site, online, release | divulgar, divulgación, publicar, publicación, hacer público, sitio web, página web, web, difundir, revelar, publica, difunde, página, portal, web corporativa
tell_no_one: confidential, confidentiality, secrecy, secret, tip off, tipping off, reveal, professional secrecy | confidencial, confidencialidad, secreto, reserva, revelar, revelación
keep: retain, retention, keep, store, storage, preserve, archive, hold on file, conserve, maintain records, record keeping, recordkeeping, kept, held, hold, hold on to, held on, stored, retained, safekeep | conservar, conservación, guardar, archivar, archivo, mantener, almacenar, almacenamiento, custodiar, conserva, guarda, mantiene, mantendrá, custodia, se conservan
record: record, register, log, document, documentation, registry, write down, minute, minutes, evidence, documented, written, in writing, writing, ledger, inventory, file, written down, note, put on record, on record, on file, trail, audit trail, book, entry, enter | registrar, registro, documentar, documentación, documento, constancia, escrito, por escrito, acta, inventario, expediente, anotar, anota, apuntar, deja constancia, dejar constancia, asentar, consignar
erase: erase, erasure, delete, deletion, destroy, destruction, dispose, purge, wipe, remove, wiped, removed, shredded, shred, discard, get rid | suprimir, supresión, borrar, borrado, eliminar, eliminación, destruir, destrucción, destruye, borra, elimina
rectify: rectify, rectification, correct, correction, amend, fix, remedy, remediate, remediation, remedial, put right, corrective, repair, resolve, close out, fixed | rectificar, rectificación, corregir, corrección, subsanar, subsanación, remediar, correctiva, correctora, corrige, subsana, reparar
authority: competent authority, supervisory authority, supervisor, regulator, nca, authority, watchdog, supervisory body, data protection authority, central bank, financial supervisor, fiu, financial intelligence unit | autoridad competente, autoridad, supervisor, autoridad de control, banco de españa, cnmv, sepblac, servicio ejecutivo, comisión, aepd, agencia española de protección, unidad de inteligencia financiera, organismo supervisor, regulador, supervisora
executive_service: fiu, financial intelligence unit, sepblac, executive service | servicio ejecutivo, sepblac, servicio ejecutivo de la comisión, unidad de inteligencia financiera
esa: eba, esma, eiopa, esas, european supervisory | abe, aevm, aespj
board: management body, board, board of directors, directors, board member, management board, supervisory board, governing body, administrative body, the board, boardroom, body of directors | órgano de dirección, órgano de administración, consejo de administración, consejo, administradores, consejeros, órgano de gobierno, consejo rector, junta, patronato, consejo de dirección
management: senior management, executive management, management, executive committee, executives, manager, senior manager, head, leadership, chief executive, ceo, top management, c level, chief officer, chief | alta dirección, dirección, directivo, directivos, comité de dirección, director, director general, dirección general, responsable, alto directivo, equipo directivo, gerencia
client: client, customer, consumer, investor, holder, user, payment service user, payer, account holder, depositor, purchaser, buyer, retail holder, borrower, account owner, policyholder, buyer of tokens | cliente, consumidor, usuario, inversor, titular, ordenante, comprador, depositante, prestatario
payee: payee, merchant, beneficiary, recipient of the payment, shop | beneficiario, comercio, comerciante
data_subject: data subject, individual, person, person concerned, affected person, natural person, customer, client, people, those affected, affected individual, anyone, anybody, people concerned, persons | interesado, afectado, persona física, titular de los datos, cliente, persona afectada, persona, personas, afectados, particular
staff: staff, employee, personnel, worker, workforce, colleague, team member, agent | empleado, personal, trabajador, plantilla, equipo, agente
firm: financial entity, credit institution, bank, institution, undertaking, company, firm, entity, payment service provider, payment institution, issuer, crypto asset service provider, casp, controller, obliged entity, obliged subject, provider, psp, organisation, we, our company, the house | entidad, entidad financiera, entidad de crédito, banco, institución, empresa, sociedad, proveedor, sujeto obligado, responsable del tratamiento, emisor, compañía, caja, la casa
ict: ict, information and communication technology, information technology, technology, technological, digital, tech, computer, information system, systems, it systems, software, it, cyber | tic, tecnología, tecnologías de la información, informático, informática, tecnológico, digital, sistemas, informáticos, aplicación, aplicaciones
incident: incident, event, disruption, outage, breach, occurrence, failure, attack, glitch, breakdown, malfunction | incidente, incidencia, interrupción, brecha, violación, fallo, ataque, avería, caída
aware: aware, awareness of, know, knowledge, learn, learn of, notice, discover, find out, detect, come to light, hear of | conocimiento, conocer, saber, advertir, detectar, enterarse, constancia
major: major, serious, severe, significant, grave, material, big, high impact | grave, significativo, importante, severo, relevante, mayor, de gran impacto
cyber: cyber, cyberattack, cyber attack, cyber threat, threat, hostile, hacking | ciber, ciberataque, ciberamenaza, amenaza
security: security, secure, protection, protect, safeguard, integrity, confidentiality, safe, defence, guard | seguridad, seguro, protección, proteger, salvaguardar, salvaguarda, integridad
outsourcing: outsourcing, outsource, third party, third party provider, third party service provider, supplier, vendor, service provider, contractor, provider, subcontractor, external provider, cloud provider, tech provider, technology supplier, technology provider, outside provider, it provider, partner | externalización, externalizar, tercero, proveedor, subcontratista, proveedor tercero, contratista, subcontratación, proveedor tecnológico, suministrador, empresa externa
processor: processor, data processor, processing on behalf, service provider, vendor, supplier | encargado, encargado del tratamiento, proveedor
subcontract: subcontract, subcontracting, sub processor, subprocessor, sub outsourcing, another processor, chain | subcontratar, subcontratación, subencargado, otro encargado
contract: contract, contractual, agreement, arrangement, clause, terms, framework contract, term, deal, signed, sign, paperwork | contrato, contractual, acuerdo, cláusula, convenio, condiciones, contrato marco, firmado, firmar, contratar, pacto
terminate: terminate, termination, end, exit, cancel, cancellation, close, closure, discontinue, cease, expire, cessation, conclude, ended, over, finish, wind up, leave, left, expiry | terminar, terminación, resolver, resolución, rescindir, finalizar, finalización, cese, cancelar, cancelación, extinción, fin, termina, acaba, concluir, conclusión, finaliza, extinguir, vencimiento
suspend: suspend, suspension, interrupt, freeze, block, blocking, halt, stop, hold, stopped, pause, put on hold, held back | suspender, suspensión, bloquear, bloqueo, congelar, interrumpir, paralizar, detener, suspende, bloquea, congela, parar
review: review, reassess, re examine, revise, revisit, update, updated, up to date, refresh, keep current, current, reconsider, look again, reviewed, go over, refreshed, revisited, bring up to date, brought up to date | revisar, revisión, actualizar, actualización, actualizado, reevaluar, poner al día, examinar de nuevo, revisa, actualiza, repasar, repaso, al día
assess: assess, assessment, evaluate, evaluation, analyse, analysis, examine, examination, appraise, appraisal, judge, weigh, study, investigate, scrutinise, scrutiny, look into, looks at, screen, screening, vet, gauge, work out, measured, checked, score | evaluar, evaluación, analizar, análisis, examinar, examen, valorar, valoración, estudiar, estudio, apreciar, evalúa, analiza, examina, valora, ponderar, medir
audit: audit, auditor, internal audit, inspection, inspect, auditing | auditoría, auditor, auditar, inspección, auditoría interna
external_expert: external, independent, outside, third party, expert, independently | externo, independiente, experto
test: test, testing, exercise, penetration test, pentest, drill, rehearse, rehearsal, tlpt, red team, trial, tested, simulate, simulation, dry run, probe, try out, run through | prueba, probar, ensayo, ejercicio, simulacro, test, pruebas, ensaya, simular, simulación, comprobar
monitor: monitor, monitoring, oversee, oversight, supervise, supervision, surveillance, follow up, watch, track, observe, control, check, keep an eye, keep track, keep watch, watches, checked | supervisar, supervisión, vigilar, vigilancia, seguimiento, controlar, control, monitorizar, vigila, controla, supervisa, sigue
risk: risk, exposure, danger, hazard | riesgo, exposición, peligro
risk_management: risk management, risk framework, manage risk, risk control | gestión de riesgos, gestión del riesgo, marco de gestión
policy: policy, procedure, framework, strategy, rule, process, manual, protocol, plan, guideline, method, methodology, internal control, arrangement, mechanism, written rules, rulebook, playbook, standard, handbook, document, instruction | política, procedimiento, marco, estrategia, norma, proceso, manual, protocolo, plan, método, metodología, control interno, sistema, mecanismo, medida, reglamento interno, norma interna, instrucción, guía, reglas, normas
establish: establish, set up, put in place, have in place, implement, adopt, maintain, introduce, develop, draw up, create, define, design, operate, apply, run, build, lay down, prepare, write, set, implementation, set out, in force, drawn up, drafted, running, built, designed, keep | establecer, implantar, implementar, adoptar, mantener, crear, elaborar, definir, diseñar, aplicar, disponer, dotarse, desarrollar, fijar, contar, implanta, establece, dispone, cuenta con, tiene, elabora, fija, adopta
ensure: ensure, make sure, guarantee, see to it, assure, secure that, warrant | garantizar, asegurar, asegurarse, velar, cerciorarse
measure: measure, step, action, control, safeguard, precaution | medida, acción, control, paso, precaución
appropriate: appropriate, adequate, suitable, proportionate, sound, effective, sufficient, reasonable, robust, fit, proper | adecuado, apropiado, proporcionado, suficiente, eficaz, razonable, sólido, idóneo, oportuno
approve: approve, approval, endorse, sign off, authorise, authorisation, sanction, consent by, adopt, ratify, clearance, ok, permission, validate, signs off, signed off, approved, agreed by, blessed, go ahead, green light, consent, nod, decide on, authorised | aprobar, aprobación, autorizar, autorización, visto bueno, ratificar, refrendar, validar, aprueba, autoriza, da el visto bueno, firma, conformidad
authorisation: authorisation, authorization, licence, license, authorised, licensing, permit | autorización, licencia, autorizado
responsible: responsible, responsibility, accountable, accountability, ownership, own, in charge, ultimate responsibility, bear, answer for, answerable, charge, in charge of, answers for, carry responsibility, remains responsible, duty, owner | responsable, responsabilidad, rendir cuentas, encargarse, a cargo, responde, asume, responsabilidad última, a cargo de
appoint: appoint, appointment, designate, designation, nominate, assign, name, entrust, allocate, mandate, named, chosen, choose, pick, select, installed, appointed | nombrar, nombramiento, designar, designación, asignar, encomendar, atribuir, nombra, designa, elegir, elige
train: train, training, awareness, education, course, skill, knowledge, learn, instruct, programme, teach, trained, classes, workshop, teaching, briefing | formar, formación, capacitación, curso, conocimiento, concienciación, sensibilización, instruir, forma, imparte, cursos, taller
identify: identify, identification, recognise, detect, detection, pinpoint, find out, discover, establish identity, spot, identified, spotted, established who, map, list | identificar, identificación, detectar, detección, reconocer, determinar, identifica, detecta
verify: verify, verification, confirm, confirmation, check, validate, corroborate, prove, ascertain, verified, proof of, checked against, double check, cross check, make sure of | verificar, verificación, comprobar, comprobación, contrastar, confirmar, acreditar, cotejar, verifica, comprueba, contrasta, acredita
identity: identity, id, identification document, identity document, passport, id card | identidad, documento de identidad, dni, documento identificativo, documento fehaciente
beneficial_owner: beneficial owner, beneficial ownership, ultimate owner, ubo, controlling person, people behind, who owns, who controls, real owner, true owner | titular real, titularidad real, beneficiario último, beneficiario efectivo, propietario real, quien controla
due_diligence: due diligence, cdd, know your customer, kyc, customer checks, diligence | diligencia debida, diligencia, conozca a su cliente, debida diligencia
aml: money laundering, laundering, aml, terrorist financing, financial crime, terrorism financing, illicit funds | blanqueo, blanqueo de capitales, financiación del terrorismo, lavado, capitales
suspicious: suspicious, suspicion, suspect, indication, unusual, red flag, anomalous, anomaly, doubt, suspicions, strange, odd, out of the ordinary | sospechoso, sospecha, indicio, inusual, anómalo, anomalía, duda, sospechas, sospechosas, extraño, anómalas
pep: politically exposed, pep, public office | responsabilidad pública, pep, cargo público
transaction: transaction, operation, transfer, dealing, payment transaction, payment, deal | operación, transacción, transferencia, operativa, pago
payment: payment, pay, transfer, remittance | pago, pagar, abono, transferencia
refund: refund, reimburse, reimbursement, repay, repayment, give back, credit back, restore, compensate, return, re credit, make good, refunded, pay back, paid back, gives back, hand back, money back, repaid, returned, reimbursed, put back, undo | devolver, devolución, reembolsar, reembolso, reintegrar, restituir, compensar, indemnizar, devuelve, reembolsa, reintegro, restablecer, repone, reponer
unauthorised: unauthorised, unauthorized, not authorised, fraudulent, without consent, never approved, did not authorise, not approve, without approval, not agreed to | no autorizado, fraudulento, no autorizada, sin autorizar, sin consentimiento
fraud: fraud, fraudulent, scam, deception, deceit, swindle, cheat | fraude, fraudulento, estafa, engaño, estafas
liable: liable, liability, loss, losses, damage, compensate, compensation | responsable, responsabilidad, pérdida, daño, perjuicio, compensación
fee: fee, charge, price, cost, commission, pricing, tariff, charging, charges, charged, cost of | comisión, gasto, precio, coste, tarifa, cargo, cobrar, cobra, cobro, tarifas
free: free of charge, free, no charge, at no cost, without charge, no fee, gratis, without cost | gratuito, gratuitamente, sin coste, sin cargo, gratis
funds: funds, money, cash, monies, amount, sum, assets, client money, balances, cash balance, deposits | fondos, dinero, efectivo, importe, cantidad, suma, dinero de clientes, saldo, saldos
segregate: segregate, segregation, separate, separately, separation, ring fence, commingle, apart, insulated, distinct, mixed, kept apart, set apart, own account, separate account, never mixed, not mixed, mingle, held apart, distinguish | segregar, segregación, separar, separado, separación, aislar, aparte, cuenta separada, no mezclar, diferenciado
safekeep: safeguard, safeguarding, custody, safekeeping, protect, custodian, insulate, deposit | custodia, custodiar, salvaguardar, salvaguarda, depositar
own_funds: own funds, capital, prudential, capital requirement, regulatory capital, equity | fondos propios, capital, recursos propios
reserve: reserve, reserve of assets, reserve assets, backing | reserva, activos de reserva
liquidity: liquidity, liquid, redeem liquid | liquidez, líquido
redeem: redeem, redemption, cash out, buy back, exchange back, redeemed, paid out, cash in, pay out | reembolso, reembolsar, canjear, rescate, canje, rescatar
token: token, asset referenced token, e money token, stablecoin, coin, art, emt, tokens, coins | ficha, token, ficha referenciada, tokens, fichas
crypto: crypto asset, crypto, digital asset, virtual asset | criptoactivo, cripto, moneda virtual
white_paper: white paper, whitepaper, prospectus, paper, information document | libro blanco, folleto, documento informativo
marketing: marketing, advertising, advertisement, promotion, promotional, campaign, ads, adverts, advert, promotional material, commercial | publicidad, promoción, comercialización, campaña, publicitario, anuncio, anuncios, comercial
offer: offer, offering, offeror, public offer, sale, sell | oferta, ofrecer, oferente, venta
trading: trading, trade, platform, admission to trading, exchange, market, order | negociación, mercado, plataforma, orden
withdraw: withdraw, withdrawal, revoke, revocation, opt out, retract, cancel, cool off, back out, change of mind, cancelled, pull out, send back | retirar, retirada, revocar, revocación, desistir, desistimiento, echarse atrás, anular
consent: consent, agree, agreement of, permission, opt in, explicit consent, accept, agreed, says yes, agree to | consentimiento, consentir, aceptar, aceptación, autorización, acuerdo, acepta, conformidad
court: court, judicial, judicial remedy, go to court, tribunal, legal action | tribunal, judicial, juzgado, vía judicial
object: object, objection, oppose, opposition | oponerse, oposición
access: access, entry, log in, access right, permission | acceso, acceder
personal_data: personal data, data, personal information, customer data, information about, details, personal details, information held, files on | datos personales, dato, información personal, datos de carácter personal, sus datos, información
processing: processing, process, use of data, handle, handling, use, processed, using data, handled | tratamiento, tratar, uso, utilizar, procesar, trata, usa, utilización
purpose: purpose, aim, goal, objective, reason, use | finalidad, fin, objetivo, propósito, motivo
lawful: lawful, lawfulness, legal basis, legal ground, legitimate, basis | licitud, lícito, base jurídica, base legal, legítimo
dpo: data protection officer, dpo, privacy officer | delegado de protección de datos, dpd, delegado
impact_assessment: impact assessment, dpia, data protection impact, privacy impact | evaluación de impacto, eipd
high_risk: high risk, higher risk, heightened risk, elevated risk | alto riesgo, riesgo elevado, riesgo alto, riesgo superior
sensitive: sensitive, special category, special categories, health data | categoría especial, sensible, categorías especiales
child: child, minor, children, underage | niño, menor
profiling: profiling, automated, automated decision, algorithm, automatically | perfiles, automatizado, decisión automatizada
breach: breach, data breach, violation, infringement, non compliance, leak, contravention, compromise, data loss, lost data, incident involving data, hacked | violación, brecha, infracción, incumplimiento, filtración, vulneración, quiebra, fuga, filtraciones, pérdida de datos
transfer_abroad: third country, abroad, international transfer, outside the union, outside the eea, non eu | tercer país, transferencia internacional, extranjero, fuera de la unión, terceros países
encryption: encryption, encrypt, pseudonymise, pseudonymisation, cryptographic, anonymise, cipher | cifrado, cifrar, seudonimizar, seudonimización, criptográfico
authenticate: authentication, authenticate, strong customer authentication, sca, two factor, password, credentials, multi factor, personalised security credentials | autenticación, autenticar, contraseña, credenciales, autenticación reforzada
backup: backup, back up, back ups, restore, restoration, recovery, recover | copia de seguridad, respaldo, restaurar, restauración, recuperación, recuperar
continuity: continuity, business continuity, resilience, disaster, recovery, contingency, crisis, fallback, bcp, keep running, keep going, carry on, back on, outage plan | continuidad, continuidad de negocio, resiliencia, contingencia, crisis, desastre, seguir funcionando, seguir operando
respond: respond, response, answer, reply, react, deal with, handle, handling, answered, replies, responded, write back, get back to, reply to, deals with, resolve | responder, respuesta, contestar, contestación, atender, tramitar, responde, contesta, atiende, resuelve, réplica
complaint: complaint, grievance, dissatisfaction, claim, dispute, complainant, complain, complains, unhappy | reclamación, queja, reclamar, disputa, reclama, quejarse, quejas, reclamaciones
request: request, ask, demand, application, apply, enquiry, inquiry, query, requirement, requested, call for, asks, asked, on demand, wants, applied | solicitud, solicitar, pedir, petición, requerir, requerimiento, demanda, pide, solicita, solicitado, a petición, instancia, requerido
refuse: refuse, refusal, reject, rejection, decline, deny, turn down, denial, refused, turn away, turned down, says no, not accept, decide not to, not act, not take action, not taking action | denegar, denegación, rechazar, rechazo, negativa, negar, abstenerse, deniega, rechaza, no admitir, inadmitir
accept: accept, acceptance, take on, onboard, admit | aceptar, aceptación, admitir, admisión
execute: execute, execution, carry out, perform, conduct, complete, performance, undertake, run, process, carried out, done, do, performed, conducted, carries out, making | ejecutar, ejecución, realizar, llevar a cabo, efectuar, practicar, ejecuta, realiza, hace, hacer, lleva a cabo, efectúa
begin: begin, start, commence, enter into, establish, before entering, initiate, set up, take up, open, onset, launch, relationship, started, starts, starting, sets out, enters, go live, first contact | iniciar, inicio, comenzar, establecer, entablar, empezar, apertura, inicia, comienza, entabla, abrir, abre, alta
prior: before, prior, beforehand, in advance, advance, ahead, previous, previously, earlier, before entering, before signing, ahead of, pre, first, until | antes, previo, previamente, con antelación, antelación, anterior, antes de, previa, con carácter previo, anticipación
change: change, amend, amendment, modification, modify, alteration, vary, variation, update, altered, changed, changes, new version, modified | cambio, cambiar, modificar, modificación, alteración, variación, cambia, modifica, altera, novedad
business_relationship: business relationship, relationship, account opening, customer relationship | relación de negocio, relación comercial, relaciones de negocio
critical: critical, important, critical or important, essential, key, vital, crucial | crítico, esencial, importante, fundamental, clave, crítica
function: function, service, activity, process, business line | función, servicio, actividad, proceso
conflict: conflict of interest, conflict, conflicted, conflicts | conflicto de intereses, conflicto, conflictos de interés
committee: committee, working group, panel | comité, comisión, grupo de trabajo
compliance: compliance, compliance function, comply, adherence, observance, conform | cumplimiento, cumplir, conformidad, observancia
root_cause: root cause, cause, lesson, lessons learnt, lessons learned, post incident, post mortem, learnt, learned, learn, what went wrong, findings, finding | causa raíz, causa, lección, lecciones aprendidas, aprendido, aprender, origen
classify: classify, classification, categorise, category, grade, rank, rating, triage, tier | clasificar, clasificación, categorizar, categoría, catalogar
impact: impact, effect, consequence, affect, affected, harm, influence, damage, affects, hurts, touch, touches, hit, damage to | impacto, efecto, consecuencia, afectar, repercusión, afecta, perjudica
initial: initial, first, early, preliminary, opening | inicial, primero, preliminar
intermediate: intermediate, interim, progress, status, follow up report | intermedio, provisional, seguimiento
final: final, closing, last, conclusive, concluding, end report | final, último, definitivo, cierre
public: public, press, media, market | público, prensa, medios
clear: clear, plain, intelligible, understandable, fair, not misleading, concise, transparent, easily, comprehensible, simple, legible, prominent, clearly, plainly, plain language, easy to read, easily understood, transparently, accurately | claro, comprensible, inteligible, sencillo, transparente, legible, conciso, claramente, con claridad, fácil de entender, lenguaje sencillo
language: language, languages | idioma, lengua
durable_medium: durable medium, paper, email, electronic, on paper, electronically | soporte duradero, papel, correo electrónico, electrónico, soporte
legal_entity: legal entity, legal person, corporate, company | persona jurídica, sociedad, entidad jurídica
asset: asset, equipment, hardware, resource, device, software, system | activo, equipo, recurso, dispositivo, sistema
inventory: inventory, register of information, catalogue, list, register, mapping, map | inventario, registro, lista, catálogo, relación
vulnerability: vulnerability, weakness, gap, deficiency, flaw, shortcoming, patch, weak spot, weak point, hole, deficiencies, shortcomings | vulnerabilidad, debilidad, deficiencia, parche, punto débil, carencia, fallos
budget: budget, resources, funding, financial resources, money for, means | presupuesto, recursos, medios
quality: quality, accuracy, accurate, complete, completeness, correct, precise | calidad, exactitud, exacto, completo, preciso
remuneration: remuneration, pay, salary, bonus, incentive, compensation | remuneración, retribución, salario, incentivo
recovery_plan: recovery plan, redemption plan, wind down, orderly | plan de recuperación, plan de reembolso, liquidación ordenada
shareholder: shareholder, shareholding, qualifying holding, owner, acquirer, stake | accionista, participación, participación significativa, socio
member: member, membership, composition | miembro, integrante, composición
reputation: good repute, reputation, honest, fit and proper, suitability, integrity of | honorabilidad, reputación, idoneidad, honorable
investor_protection: best interest, best interests, honestly, fairly, professionally, interest of clients | mejor interés, honestidad, imparcialidad, profesionalidad
whistleblow: whistleblow, whistleblowing, speak up, report breaches, internal channel | denuncia, canal de denuncias, denunciante, canal
delay: delay, late, lateness, postpone, reasons for the delay, overdue, why it is late, held up, postponed | demora, retraso, dilación, tardanza, aplazar, tarde, retrasa, demorar, se retrase
reason: reason, justification, justify, ground, explanation, explain, why, motive, rationale, reasons, explains, explained, grounds, because, cause | motivo, razón, justificación, justificar, explicar, explicación, causa, motivos, razones, por qué, explica, causas, justifica
copy: copy, copies, duplicate, reproduction | copia, duplicado, reproducción
unit: unit, department, team, desk, area, division | unidad, departamento, área, equipo
representative: representative, contact point, spokesperson, point of contact | representante, interlocutor, punto de contacto
group: group, subsidiary, branch, parent, affiliate, consolidated | grupo, filial, sucursal, matriz
amount: amount, threshold, limit, ceiling, maximum, cap | importe, umbral, límite, cuantía, máximo, cantidad
cover: insurance, guarantee, indemnity, cover | seguro, garantía, aval
cooperate: cooperate, cooperation, collaborate, assist, assistance, help, support, collaboration, works with, work together, cooperates, available to, at the disposal | colaborar, colaboración, cooperar, cooperación, asistir, asistencia, ayudar, colabora, ayuda, coopera
location: location, country, place, where, site, region, premises, territory | lugar, país, ubicación, localización, territorio, región
origin: origin, source, provenance, source of funds, source of wealth | origen, procedencia, fuente
abstain: abstain, refrain, not proceed, not execute, avoid, hold back | abstenerse, abstención, no ejecutar, evitar
prohibit: prohibit, prohibition, forbid, ban, forbidden, prohibited, never | prohibir, prohibición, vedar, vetar
interest: interest, remunerate, yield, granting interest | interés, intereses, rendimiento
exchange: exchange rate, conversion, currency, foreign exchange, exchange | tipo de cambio, cambio, divisa, moneda
network: network, infrastructure, networks | red, infraestructura, redes
threat_sharing: threat intelligence, information sharing, share information, intelligence | inteligencia, intercambio de información, compartir
lost: loss, lost, theft, stolen, misappropriation, steal | pérdida, robo, sustracción, extravío
instrument: payment instrument, card, instrument, bank card | instrumento de pago, tarjeta, instrumento
burden: burden of proof, prove, demonstrate, evidence, proof, show, demonstrable | carga de la prueba, demostrar, probar, prueba, acreditar
decide: decision, decide, determine, determination, conclude, settle, judgement, rule on | decisión, decidir, decide, determinar, acordar, acuerda, resolver, resolución
contain: contain, include, comprise, specify, state, set out, describe, description, mention, detail, indicate, name, list, particulars, content, cover, explain | contener, contenido, incluir, especificar, indicar, detallar, señalar, constar, mencionar, recoger, figurar, comprender, expresar
number: number, how many, count, volume, quantity, figure, statistics, total | número, cuántos, cantidad, volumen, cifra, estadística, total
kind: type, kind, category, nature, class, sort, which categories | tipo, clase, categoría, naturaleza, índole
date: date, day, timing, moment, point in time | fecha, día, momento
receive: receipt, receive, received, reach, obtain, collect, gather, got, come in, came in, arrive | recibir, recepción, recabar, obtener, recoger, llegar, captar, recibo
finding: finding, result, outcome, conclusion, observation, recommendation, lesson, learnt, report | hallazgo, resultado, conclusión, recomendación, deficiencia, informe, dictamen
prevent: prevent, avoid, prevention, mitigate, mitigation, minimise, limit, reduce, curb, contain harm, lessen | prevenir, evitar, mitigar, minimizar, limitar, reducir, impedir, atenuar
value: value, worth, valuation | valor, valoración
consist: composition, consist, made up, make up, breakdown | composición, consistir, desglose
right: right, entitled, entitlement, may ask | derecho, facultad
instruct: instruction, instruct, order, directive of, told to | instrucción, orden, ordenar
independent: independent, independence, independently, separate from, arm s length | independiente, independencia
legacy: legacy, outdated, old, obsolete, ageing, end of life | heredado, obsoleto, antiguo
connect: connect, connection, interconnect, hook up, plug in, attach, integrate | conectar, conexión, integrar
attempt: attempt, attempted, try, tried | tentativa, intento, intentar
circulation: circulation, outstanding, in issue, in the market | circulación
summary: summary, overview, digest, abstract | resumen, síntesis
expertise: expertise, experience, competence, qualified, know how, skilled | experiencia, competencia, cualificado, pericia
penalty: penalty, sanction, fine | sanción, multa
easy: easily, easy, simple, readily, convenient | fácil, fácilmente, sencillo
document: document, documents, paperwork, papers, documentation | documento, documentación, papeles
ongoing: ongoing, continuous, continuously, continual, permanent, constantly, throughout | continuo, continuamente, permanente, constante
restrict: restrict, restriction, restricted, limitation | limitación, restringir
similar: similar, same, alike, equivalent | similar, mismo, equivalente, análogo
free_choice: free to, option, choice, choose, alternative | opción, elegir, alternativa
account: account, accounts | cuenta
credit_institution: credit institution, bank, central bank | entidad de crédito, banco, banco central
home_authority: home authority, home member state, home state, home supervisor | estado miembro de origen, autoridad de origen
period: period, term, duration, deadline, time limit | plazo, período, periodo, duración, término
`;
