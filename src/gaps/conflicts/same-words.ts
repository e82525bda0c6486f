import { foldText } from '../../core/text.ts';
import type { Language } from '../../regulations/act.ts';

/**
 * Words by which policies call one thing, closer than the concepts of the scorer: what stands in a row may replace each
 * other where the same matter is meant. `name: English words | Spanish words`, folded, each with its plural.
 */
const SAME_WORDS = `
bank: bank banks firm company institution group entity organisation organization | banco bancos entidad entidades empresa sociedad grupo caja compania
client: client clients customer customers | cliente clientes
staff: employee employees staff personnel worker workers | empleado empleados personal plantilla trabajador trabajadores
record: record records file files document documents documentation paper papers copy copies dossier dossiers evidence item items | documento documentos expediente expedientes documentacion copia copias
data: data information | dato datos informacion
register: register registers registry inventory inventories catalogue | registro inventario catalogo
log: log logs logfile logfiles logging trail trails | log logs traza trazas bitacora bitacoras
keep: keep keeps kept keeping retain retains retained retaining retention store stores stored storing storage archive archives archived archiving preserve preserved preserves maintain maintains maintained maintaining maintenance hold holds held | conserva conservan conservar conservara conservaran conservado conservados conservada conservadas conservacion guarda guardan guardar guardara guardaran guardado archiva archivan archivar archivado archivados mantiene mantienen mantener custodia custodian custodiar almacena almacenan almacenar retencion
report: report reports reported reporting notify notifies notified notifying notification notifications inform informs informed informing submit submits submitted submission communicate communicates communicated tell told | notifica notifican notificar notificara notificaran notificado notificada notificados notificacion notificaciones comunica comunican comunicar comunicara comunicaran comunicado comunicada comunicacion informa informan informar informara remite remiten remitir remitira remision
review: review reviews reviewed reviewing revise revises revised revision | revisa revisan revisar revisara revisaran revisado revisada revision
test: test tests tested testing exercise exercises exercised drill drills | prueba pruebas probar probado probada ensayo ensayos ensaya ensayan
scan: scan scans scanned scanning | escaneo escaneos escanea escanean
answer: answer answers answered answering respond responds responded response reply replies replied resolve resolves resolved | contesta contestan contestar contestada contestadas responde responden responder respuesta resuelve resuelven resolver resuelta
breach: breach breaches violation violations | brecha brechas violacion violaciones
complaint: complaint complaints grievance grievances | queja quejas reclamacion reclamaciones
supplier: supplier suppliers vendor vendors provider providers contractor contractors | proveedor proveedores suministrador suministradores
contract: contract contracts agreement agreements | contrato contratos acuerdo acuerdos
policy: policy policies | politica politicas
procedure: procedure procedures | procedimiento procedimientos
authority: supervisor supervisors regulator regulators authority authorities | supervisor supervisora regulador autoridad autoridades
do: carry carries carried out perform performs performed conduct conducts conducted undertake undertakes undertaken done make made take taken takes place happen happens place complete completes completed execute executed hold held run runs | realiza realizan realizar realizara realizaran realizado realizada lleva llevan llevar cabo efectua efectuan efectuar efectuara hace hacen hacer practica ejecuta ejecutan
train: training trainings trained course courses train | formacion curso cursos
backup: backup backups | respaldo respaldos
erase: delete deletes deleted deletion erase erases erased erasure destroy destroys destroyed destruction | suprime suprimen suprimir borra borran borrar elimina eliminan eliminar supresion borrado destruye destruyen
receive: receive receives received receiving receipt | recibe reciben recibir recibido recibida recepcion
install: install installs installed installing apply applies applied deploy deploys deployed implement implemented | instala instalan instalar aplica aplican aplicar despliega implanta implantan
approve: approve approves approved approval authorise authorises authorised | aprueba aprueban aprobar aprobado aprobada autoriza autorizan autorizar
update: update updates updated updating refresh refreshed | actualiza actualizan actualizar actualizado actualizada actualizacion
assessment: assessment assessments evaluation evaluations assess assesses assessed evaluate evaluates evaluated | evaluacion evaluaciones evalua evaluan evaluar evaluado
ensure: ensure ensures make sure | asegura garantiza
password: password passwords | contrasena contrasenas
payment: payment payments | pago pagos
incident: incident incidents | incidente incidentes incidencia incidencias
transaction: transaction transactions operation operations | operacion operaciones transaccion transacciones
`;

const GROUPS = new Map(
  SAME_WORDS.trim()
    .split('\n')
    .flatMap((line): (readonly [string, string])[] => {
      const [name = '', rest = ''] = line.split(':');
      return rest.split('|').flatMap((words, at) =>
        words
          .trim()
          .split(/\s+/)
          .map((word) => [`${at === 0 ? 'en' : 'es'}:${word}`, `@${name.trim()}`] as const),
      );
    }),
);

/** The row in which a word stands, `@keep`; `undefined` for most words. */
export function synonymOf(word: string, language: Language): string | undefined {
  return GROUPS.get(`${language}:${foldText(word)}`);
}
