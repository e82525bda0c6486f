/**
 * What law and policies call by different words, in English and Spanish: `name: English words | Spanish words`. A word may
 * stand in several rows, a phrase of up to four words in one. Only what means the same within a bank's compliance stands in
 * one row; what is merely related is told apart, since a policy that speaks of something related covers nothing.
 */
export const CONCEPT_TABLE = `
report: report, reporting, return, notify, notification, inform, information to, communicate, communication, submit, submission, send, transmit, transmission, file, filing, lodge, tell, advise, alert, notice, escalate, convey, pass on, make aware, write to, write, message, call | notificar, notificación, comunicar, comunicación, informar, remitir, remisión, enviar, envío, presentar, presentación, decir, revelar, contar, elevar, trasladar, dar cuenta, dar traslado, avisar, aviso, reportar, poner en conocimiento, hacer llegar
give: provide, provision, give, supply, furnish, hand, hand over, deliver, delivery, make available, offer access, grant, send, submit, present | facilitar, proporcionar, suministrar, entregar, entrega, aportar, poner a disposición, dar, remitir, enviar
disclose: disclose, disclosure, publish, publication, make public, public, publicly, website, web site, webpage, web page, post, announce, internet page, reveal | divulgar, divulgación, publicar, publicación, hacer público, sitio web, página web, web, difundir, revelar
tell_no_one: confidential, confidentiality, secrecy, secret, tip off, tipping off, reveal, professional secrecy | confidencial, confidencialidad, secreto, reserva, revelar, revelación
keep: retain, retention, keep, store, storage, preserve, archive, hold on file, conserve, maintain records, record keeping, recordkeeping | conservar, conservación, guardar, archivar, archivo, mantener, almacenar, almacenamiento, custodiar
record: record, register, log, document, documentation, registry, write down, minute, minutes, evidence, documented, written, in writing, writing, ledger, inventory, file | registrar, registro, documentar, documentación, documento, constancia, escrito, por escrito, acta, inventario, expediente
erase: erase, erasure, delete, deletion, destroy, destruction, dispose, purge, wipe, remove | suprimir, supresión, borrar, borrado, eliminar, eliminación, destruir, destrucción
rectify: rectify, rectification, correct, correction, amend, fix, remedy, remediate, remediation, remedial, put right, corrective | rectificar, rectificación, corregir, corrección, subsanar, subsanación, remediar, correctiva, correctora
authority: competent authority, supervisory authority, supervisor, regulator, nca, authority, watchdog, supervisory body, data protection authority, central bank, financial supervisor, fiu, financial intelligence unit | autoridad competente, autoridad, supervisor, autoridad de control, banco de españa, cnmv, sepblac, servicio ejecutivo, comisión, aepd, agencia española de protección, unidad de inteligencia financiera, organismo supervisor, regulador, supervisora
executive_service: fiu, financial intelligence unit, sepblac, executive service | servicio ejecutivo, sepblac, servicio ejecutivo de la comisión, unidad de inteligencia financiera
esa: eba, esma, eiopa, esas, european supervisory | abe, aevm, aespj
board: management body, board, board of directors, directors, board member, management board, supervisory board, governing body, administrative body | órgano de dirección, órgano de administración, consejo de administración, consejo, administradores, consejeros, órgano de gobierno
management: senior management, executive management, management, executive committee, executives, manager, senior manager, head, leadership, chief executive, ceo | alta dirección, dirección, directivo, directivos, comité de dirección, director, director general, dirección general, responsable
client: client, customer, consumer, investor, holder, user, payment service user, payer, account holder, depositor, purchaser, buyer, retail holder, borrower | cliente, consumidor, usuario, inversor, titular, ordenante
payee: payee, merchant, beneficiary, recipient of the payment, shop | beneficiario, comercio, comerciante
data_subject: data subject, individual, person, person concerned, affected person, natural person, customer, client, people, those affected, affected individual, requester | interesado, afectado, persona física, titular de los datos, cliente, persona afectada
staff: staff, employee, personnel, worker, workforce, colleague, team member, agent | empleado, personal, trabajador, plantilla, equipo, agente
firm: financial entity, credit institution, bank, institution, undertaking, company, firm, entity, payment service provider, payment institution, issuer, crypto asset service provider, casp, controller, obliged entity, obliged subject, provider, psp, organisation | entidad, entidad financiera, entidad de crédito, banco, institución, empresa, sociedad, proveedor, sujeto obligado, responsable del tratamiento, emisor, compañía, caja
ict: ict, information and communication technology, information technology, technology, technological, digital, tech, computer, information system, systems | tic, tecnología, tecnologías de la información, informático, informática, tecnológico, digital, sistemas
incident: incident, event, disruption, outage, breach, occurrence, failure, attack | incidente, incidencia, interrupción, brecha, violación, fallo, ataque
aware: aware, awareness of, know, knowledge, learn, learn of, notice, discover, find out, detect, come to light, hear of | conocimiento, conocer, saber, advertir, detectar, enterarse, constancia
major: major, serious, severe, significant, grave, material | grave, significativo, importante, severo, relevante, mayor
cyber: cyber, cyberattack, cyber attack, cyber threat, threat, hostile, hacking | ciber, ciberataque, ciberamenaza, amenaza
security: security, secure, protection, protect, safeguard, integrity, confidentiality, safe, defence, guard | seguridad, seguro, protección, proteger, salvaguardar, salvaguarda, integridad
outsourcing: outsourcing, outsource, third party, third party provider, third party service provider, supplier, vendor, service provider, contractor, provider, subcontractor, external provider, cloud provider | externalización, externalizar, tercero, proveedor, subcontratista, proveedor tercero, contratista, subcontratación
processor: processor, data processor, processing on behalf, service provider, vendor, supplier | encargado, encargado del tratamiento, proveedor
subcontract: subcontract, subcontracting, sub processor, subprocessor, sub outsourcing, another processor, chain | subcontratar, subcontratación, subencargado, otro encargado
contract: contract, contractual, agreement, arrangement, clause, terms, framework contract, term | contrato, contractual, acuerdo, cláusula, convenio, condiciones, contrato marco
terminate: terminate, termination, end, exit, cancel, cancellation, close, closure, discontinue, cease, expire, cessation, conclude | terminar, terminación, resolver, resolución, rescindir, finalizar, finalización, cese, cancelar, cancelación, extinción, fin
suspend: suspend, suspension, interrupt, freeze, block, blocking, halt, stop, hold | suspender, suspensión, bloquear, bloqueo, congelar, interrumpir, paralizar, detener
review: review, reassess, re examine, revise, revisit, update, updated, up to date, refresh, keep current, current, reconsider, look again | revisar, revisión, actualizar, actualización, actualizado, reevaluar, poner al día, examinar de nuevo
assess: assess, assessment, evaluate, evaluation, analyse, analysis, examine, examination, appraise, appraisal, judge, weigh, study, investigate, scrutinise, scrutiny | evaluar, evaluación, analizar, análisis, examinar, examen, valorar, valoración, estudiar, estudio, apreciar
audit: audit, auditor, internal audit, inspection, inspect, auditing | auditoría, auditor, auditar, inspección, auditoría interna
external_expert: external, independent, outside, third party, expert, independently | externo, independiente, experto
test: test, testing, exercise, penetration test, pentest, drill, rehearse, rehearsal, tlpt, red team, trial, tested | prueba, probar, ensayo, ejercicio, simulacro, test, pruebas
monitor: monitor, monitoring, oversee, oversight, supervise, supervision, surveillance, follow up, watch, track, observe, control, check | supervisar, supervisión, vigilar, vigilancia, seguimiento, controlar, control, monitorizar
risk: risk, exposure, danger, hazard | riesgo, exposición, peligro
risk_management: risk management, risk framework, manage risk, risk control | gestión de riesgos, gestión del riesgo, marco de gestión
policy: policy, procedure, framework, strategy, rule, process, manual, protocol, plan, guideline, method, methodology, internal control, arrangement, mechanism | política, procedimiento, marco, estrategia, norma, proceso, manual, protocolo, plan, método, metodología, control interno, sistema, mecanismo, medida
establish: establish, set up, put in place, have in place, implement, adopt, maintain, introduce, develop, draw up, create, define, design, operate, apply, run, build, lay down, prepare, write, set, implementation | establecer, implantar, implementar, adoptar, mantener, crear, elaborar, definir, diseñar, aplicar, disponer, dotarse, desarrollar, fijar, contar
ensure: ensure, make sure, guarantee, see to it, assure, secure that, warrant | garantizar, asegurar, asegurarse, velar, cerciorarse
measure: measure, step, action, control, safeguard, precaution | medida, acción, control, paso, precaución
appropriate: appropriate, adequate, suitable, proportionate, sound, effective, sufficient, reasonable, robust, fit, proper | adecuado, apropiado, proporcionado, suficiente, eficaz, razonable, sólido, idóneo, oportuno
approve: approve, approval, endorse, sign off, authorise, authorisation, sanction, consent by, adopt, ratify, clearance, ok, permission, validate | aprobar, aprobación, autorizar, autorización, visto bueno, ratificar, refrendar, validar
authorisation: authorisation, authorization, licence, license, authorised, licensing, permit | autorización, licencia, autorizado
responsible: responsible, responsibility, accountable, accountability, ownership, own, in charge, ultimate responsibility, bear, answer for, answerable, charge | responsable, responsabilidad, rendir cuentas, encargarse, a cargo
appoint: appoint, appointment, designate, designation, nominate, assign, name, entrust, allocate, mandate | nombrar, nombramiento, designar, designación, asignar, encomendar, atribuir
train: train, training, awareness, education, course, skill, knowledge, learn, instruct, programme, teach | formar, formación, capacitación, curso, conocimiento, concienciación, sensibilización, instruir
identify: identify, identification, recognise, detect, detection, pinpoint, find out, discover, establish identity, spot | identificar, identificación, detectar, detección, reconocer, determinar
verify: verify, verification, confirm, confirmation, check, validate, corroborate, prove, ascertain | verificar, verificación, comprobar, comprobación, contrastar, confirmar, acreditar, cotejar
identity: identity, id, identification document, identity document, passport, id card | identidad, documento de identidad, dni, documento identificativo, documento fehaciente
beneficial_owner: beneficial owner, beneficial ownership, ultimate owner, ubo, controlling person | titular real, titularidad real, beneficiario último, beneficiario efectivo
due_diligence: due diligence, cdd, know your customer, kyc, customer checks, diligence | diligencia debida, diligencia, conozca a su cliente, debida diligencia
aml: money laundering, laundering, aml, terrorist financing, financial crime, terrorism financing, illicit funds | blanqueo, blanqueo de capitales, financiación del terrorismo, lavado, capitales
suspicious: suspicious, suspicion, suspect, indication, unusual, red flag, anomalous, anomaly, doubt | sospechoso, sospecha, indicio, inusual, anómalo, anomalía, duda
pep: politically exposed, pep, public office | responsabilidad pública, pep, cargo público
transaction: transaction, operation, transfer, dealing, payment transaction, payment, deal | operación, transacción, transferencia, operativa, pago
payment: payment, pay, transfer, remittance | pago, pagar, abono, transferencia
refund: refund, reimburse, reimbursement, repay, repayment, give back, credit back, restore, compensate, return, re credit, make good | devolver, devolución, reembolsar, reembolso, reintegrar, restituir, compensar, indemnizar
unauthorised: unauthorised, unauthorized, not authorised, fraudulent, without consent | no autorizado, fraudulento, no autorizada
fraud: fraud, fraudulent, scam, deception | fraude, fraudulento, estafa
liable: liable, liability, loss, losses, damage, compensate, compensation | responsable, responsabilidad, pérdida, daño, perjuicio, compensación
fee: fee, charge, price, cost, commission, pricing, tariff, charging | comisión, gasto, precio, coste, tarifa, cargo, cobrar
free: free of charge, free, no charge, at no cost, without charge, no fee, gratis, without cost | gratuito, gratuitamente, sin coste, sin cargo, gratis
funds: funds, money, cash, monies, amount, sum, assets | fondos, dinero, efectivo, importe, cantidad, suma
segregate: segregate, segregation, separate, separately, separation, ring fence, commingle, apart, insulated, distinct, mixed | segregar, segregación, separar, separado, separación, aislar
safekeep: safeguard, safeguarding, custody, safekeeping, protect, custodian, insulate, deposit | custodia, custodiar, salvaguardar, salvaguarda, depositar
own_funds: own funds, capital, prudential, capital requirement, regulatory capital, equity | fondos propios, capital, recursos propios
reserve: reserve, reserve of assets, reserve assets, backing | reserva, activos de reserva
liquidity: liquidity, liquid, redeem liquid | liquidez, líquido
redeem: redeem, redemption, cash out, buy back, exchange back | reembolso, reembolsar, canjear, rescate
token: token, asset referenced token, e money token, stablecoin, coin, art, emt | ficha, token, ficha referenciada
crypto: crypto asset, crypto, digital asset, virtual asset | criptoactivo, cripto, moneda virtual
white_paper: white paper, whitepaper, prospectus | libro blanco, folleto
marketing: marketing, advertising, advertisement, promotion, promotional, campaign | publicidad, promoción, comercialización, campaña, publicitario
offer: offer, offering, offeror, public offer, sale, sell | oferta, ofrecer, oferente, venta
trading: trading, trade, platform, admission to trading, exchange, market, order | negociación, mercado, plataforma, orden
withdraw: withdraw, withdrawal, revoke, revocation, opt out, retract, cancel, cool off | retirar, retirada, revocar, revocación, desistir, desistimiento
consent: consent, agree, agreement of, permission, opt in, explicit consent, accept | consentimiento, consentir, aceptar, aceptación, autorización
court: court, judicial, judicial remedy, go to court, tribunal, legal action | tribunal, judicial, juzgado, vía judicial
object: object, objection, oppose, opposition | oponerse, oposición
access: access, entry, log in, access right, permission, copy, obtain | acceso, acceder, copia, obtener
personal_data: personal data, data, personal information, customer data, information about | datos personales, dato, información personal, datos de carácter personal
processing: processing, process, use of data, handle, handling, use | tratamiento, tratar, uso, utilizar, procesar
purpose: purpose, aim, goal, objective, reason, use | finalidad, fin, objetivo, propósito, motivo
lawful: lawful, lawfulness, legal basis, legal ground, legitimate, basis | licitud, lícito, base jurídica, base legal, legítimo
dpo: data protection officer, dpo, privacy officer | delegado de protección de datos, dpd, delegado
impact_assessment: impact assessment, dpia, data protection impact, privacy impact | evaluación de impacto, eipd
high_risk: high risk, higher risk, heightened risk, elevated risk | alto riesgo, riesgo elevado, riesgo alto, riesgo superior
sensitive: sensitive, special category, special categories, health data | categoría especial, sensible, categorías especiales
child: child, minor, children, underage | niño, menor
profiling: profiling, automated, automated decision, algorithm, automatically | perfiles, automatizado, decisión automatizada
breach: breach, data breach, violation, infringement, non compliance, leak, contravention, compromise | violación, brecha, infracción, incumplimiento, filtración, vulneración, quiebra
transfer_abroad: third country, abroad, international transfer, outside the union, outside the eea, non eu | tercer país, transferencia internacional, extranjero, fuera de la unión, terceros países
encryption: encryption, encrypt, pseudonymise, pseudonymisation, cryptographic, anonymise, cipher | cifrado, cifrar, seudonimizar, seudonimización, criptográfico
authenticate: authentication, authenticate, strong customer authentication, sca, two factor, password, credentials, multi factor, personalised security credentials | autenticación, autenticar, contraseña, credenciales, autenticación reforzada
backup: backup, back up, back ups, restore, restoration, recovery, recover | copia de seguridad, respaldo, restaurar, restauración, recuperación, recuperar
continuity: continuity, business continuity, resilience, disaster, recovery, contingency, crisis, fallback, bcp | continuidad, continuidad de negocio, resiliencia, contingencia, crisis, desastre
respond: respond, response, answer, reply, react, deal with, handle, handling | responder, respuesta, contestar, contestación, atender, tramitar
complaint: complaint, grievance, dissatisfaction, claim, dispute, complainant | reclamación, queja, reclamar, disputa
request: request, ask, demand, application, apply, enquiry, inquiry, query, requirement, requested, call for | solicitud, solicitar, pedir, petición, requerir, requerimiento, demanda
refuse: refuse, refusal, reject, rejection, decline, deny, turn down, denial | denegar, denegación, rechazar, rechazo, negativa, negar, abstenerse
accept: accept, acceptance, take on, onboard, admit | aceptar, aceptación, admitir, admisión
execute: execute, execution, carry out, perform, conduct, complete, performance, undertake, run, process | ejecutar, ejecución, realizar, llevar a cabo, efectuar, practicar
begin: begin, start, commence, enter into, establish, before entering, initiate, set up, take up, open, onset, launch, relationship | iniciar, inicio, comenzar, establecer, entablar, empezar, apertura
prior: before, prior, beforehand, in advance, advance, ahead, previous, previously, earlier | antes, previo, previamente, con antelación, antelación, anterior
change: change, amend, amendment, modification, modify, alteration, vary, variation, update, altered | cambio, cambiar, modificar, modificación, alteración, variación
business_relationship: business relationship, relationship, account opening, customer relationship | relación de negocio, relación comercial, relaciones de negocio
critical: critical, important, critical or important, essential, key, vital, crucial | crítico, esencial, importante, fundamental, clave, crítica
function: function, service, activity, process, business line | función, servicio, actividad, proceso
conflict: conflict of interest, conflict, conflicted, conflicts | conflicto de intereses, conflicto, conflictos de interés
committee: committee, working group, panel | comité, comisión, grupo de trabajo
compliance: compliance, compliance function, comply, adherence, observance, conform | cumplimiento, cumplir, conformidad, observancia
root_cause: root cause, cause, lesson, lessons learnt, lessons learned, post incident, post mortem | causa raíz, causa, lección, lecciones aprendidas
classify: classify, classification, categorise, category, grade, rank, rating, triage, tier | clasificar, clasificación, categorizar, categoría, catalogar
impact: impact, effect, consequence, affect, affected, harm, influence, damage | impacto, efecto, consecuencia, afectar, repercusión
initial: initial, first, early, preliminary, opening | inicial, primero, preliminar
intermediate: intermediate, interim, progress, status, follow up report | intermedio, provisional, seguimiento
final: final, closing, last, conclusive, concluding, end report | final, último, definitivo, cierre
public: public, press, media, market | público, prensa, medios
clear: clear, plain, intelligible, understandable, fair, not misleading, concise, transparent, easily, comprehensible, simple, legible, prominent | claro, comprensible, inteligible, sencillo, transparente, legible, conciso
language: language, languages | idioma, lengua
durable_medium: durable medium, paper, email, electronic, on paper, electronically | soporte duradero, papel, correo electrónico, electrónico, soporte
legal_entity: legal entity, legal person, corporate, company | persona jurídica, sociedad, entidad jurídica
asset: asset, equipment, hardware, resource, device, software, system | activo, equipo, recurso, dispositivo, sistema
inventory: inventory, register of information, catalogue, list, register, mapping, map | inventario, registro, lista, catálogo, relación
vulnerability: vulnerability, weakness, gap, deficiency, flaw, shortcoming, patch | vulnerabilidad, debilidad, deficiencia, parche
budget: budget, resources, funding, financial resources, money for, means | presupuesto, recursos, medios
quality: quality, accuracy, accurate, complete, completeness, correct, precise | calidad, exactitud, exacto, completo, preciso
remuneration: remuneration, pay, salary, bonus, incentive, compensation | remuneración, retribución, salario, incentivo
recovery_plan: recovery plan, redemption plan, wind down, orderly | plan de recuperación, plan de reembolso, liquidación ordenada
shareholder: shareholder, shareholding, qualifying holding, owner, acquirer, stake | accionista, participación, participación significativa, socio
member: member, membership, composition | miembro, integrante, composición
reputation: good repute, reputation, honest, fit and proper, suitability, integrity of | honorabilidad, reputación, idoneidad, honorable
investor_protection: best interest, best interests, honestly, fairly, professionally, interest of clients | mejor interés, honestidad, imparcialidad, profesionalidad
whistleblow: whistleblow, whistleblowing, speak up, report breaches, internal channel | denuncia, canal de denuncias, denunciante, canal
delay: delay, late, lateness, postpone, reasons for the delay, overdue | demora, retraso, dilación, tardanza, aplazar
reason: reason, justification, justify, ground, explanation, explain, why, motive, rationale | motivo, razón, justificación, justificar, explicar, explicación, causa
copy: copy, copies, duplicate, reproduction | copia, duplicado, reproducción
unit: unit, department, team, desk, area, division | unidad, departamento, área, equipo
representative: representative, contact point, spokesperson, point of contact | representante, interlocutor, punto de contacto
group: group, subsidiary, branch, parent, affiliate, consolidated | grupo, filial, sucursal, matriz
amount: amount, threshold, limit, ceiling, maximum, cap | importe, umbral, límite, cuantía, máximo, cantidad
cover: insurance, guarantee, indemnity, cover | seguro, garantía, aval
cooperate: cooperate, cooperation, collaborate, assist, assistance, help, support, collaboration | colaborar, colaboración, cooperar, cooperación, asistir, asistencia, ayudar
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
period: period, term, duration, deadline, time limit | plazo, período, periodo, duración, término
`;
