import type { Language } from '../../src/regulations/act.ts';

type Sentences = Readonly<Record<Language, string>>;

/** What is said about signing in and out. `{0}` and on stand for what is filled in. */
const WORDS = {
  signIn: { en: 'Sign in', es: 'Iniciar sesión' },
  signInText: {
    en: 'The desk answers people of this organisation. Sign in once; what you asked is answered then.',
    es: 'El servicio atiende a personas de esta organización. Inicie sesión una vez; después se responderá a lo que preguntó.',
  },
  tooManyWaiting: {
    en: 'You are being signed in, and three of your messages wait for it already. Send this one again once they are answered.',
    es: 'Se está iniciando su sesión y ya esperan tres de sus mensajes. Envíe este de nuevo cuando se hayan respondido.',
  },
  tooLongToWait: {
    en: 'You are being signed in, and this message is too long to be kept meanwhile. Send it again once you are signed in.',
    es: 'Se está iniciando su sesión y este mensaje es demasiado largo para guardarlo entretanto. Envíelo de nuevo cuando haya iniciado sesión.',
  },
  signedInButNotKnown: {
    en: 'You signed in, and the sign-in ended at once. Ask again in a minute; if it happens again, tell whoever runs the desk.',
    es: 'Inició sesión y la sesión terminó enseguida. Pregunte de nuevo en un minuto; si se repite, dígaselo a quien administra el servicio.',
  },
  signedInNow: {
    en: 'You are signed in. What you asked was not kept for so long: ask again, please.',
    es: 'Ha iniciado sesión. Lo que preguntó no se guardó tanto tiempo: pregunte de nuevo, por favor.',
  },
  dialogLapsed: {
    en: 'This sign-in is over. Ask again, and a new one begins.',
    es: 'Este inicio de sesión ha caducado. Pregunte de nuevo y comenzará otro.',
  },
  signedInAs: { en: 'You are signed in as {0}. Roles: {1}.', es: 'Ha iniciado sesión como {0}. Funciones: {1}.' },
  noRoles: { en: 'none', es: 'ninguna' },
  signedOut: {
    en: 'You are signed out: nothing is answered until you write “sign in”.',
    es: 'Ha cerrado la sesión: no se responde a nada hasta que escriba «iniciar sesión».',
  },
  notInstalled: {
    en: 'Teams could not sign you in, because this app is not installed for you. Install it for yourself ({0}), then ask again.',
    es: 'Teams no pudo iniciar su sesión porque esta aplicación no está instalada para usted. Instálela ({0}) y pregunte de nuevo.',
  },
  installIt: { en: 'open the app', es: 'abrir la aplicación' },
  settingsWrong: {
    en: 'Teams could not sign you in: the app is not set up rightly. Tell whoever runs the desk this word: {0}',
    es: 'Teams no pudo iniciar su sesión: la aplicación no está bien configurada. Indique esta palabra a quien administra el servicio: {0}',
  },
  tokenMissing: {
    en: 'Teams could not get a sign-in for you. Sign out of Teams and in again, then ask again; if it happens again, tell whoever runs the desk this word: {0}',
    es: 'Teams no obtuvo su inicio de sesión. Salga de Teams, vuelva a entrar y pregunte de nuevo; si se repite, indique esta palabra a quien administra el servicio: {0}',
  },
  pressSignIn: {
    en: 'You have to agree to the sign-in once: press “Sign in” on the card. What you asked is answered then.',
    es: 'Tiene que aceptar el inicio de sesión una vez: pulse «Iniciar sesión» en la tarjeta. Después se responderá a lo que preguntó.',
  },
  failedSomehow: {
    en: 'Teams could not sign you in. Ask again in a minute; if it happens again, tell whoever runs the desk this word: {0}',
    es: 'Teams no pudo iniciar su sesión. Pregunte de nuevo en un minuto; si se repite, indique esta palabra a quien administra el servicio: {0}',
  },
  consentNeeded: {
    en: 'You have to agree to the sign-in once. Press “Sign in”.',
    es: 'Tiene que aceptar el inicio de sesión una vez. Pulse «Iniciar sesión».',
  },
  signInFirst: {
    en: 'Teams cannot sign you in from here. Write anything to the desk in a chat of your own, then do this again.',
    es: 'Teams no puede iniciar su sesión desde aquí. Escriba algo al servicio en un chat propio y repita esto después.',
  },
  endTitle: { en: 'Compliance desk: sign-in', es: 'Servicio de cumplimiento: inicio de sesión' },
  endWorking: { en: 'A moment…', es: 'Un momento…' },
  endGood: {
    en: 'Done. You can close this window and go on in Teams.',
    es: 'Listo. Puede cerrar esta ventana y seguir en Teams.',
  },
  endBad: {
    en: 'It was not agreed to, or something went wrong, and you are not signed in. Close this window and ask again in Teams. Where an administrator has to agree, tell whoever runs the desk.',
    es: 'No se aceptó, o algo falló, y no ha iniciado sesión. Cierre esta ventana y pregunte de nuevo en Teams. Si debe aceptarlo un administrador, dígaselo a quien administra el servicio.',
  },
  startLapsed: {
    en: 'This sign-in is over, or was never begun. Close this window and ask again in Teams.',
    es: 'Este inicio de sesión ha caducado o nunca comenzó. Cierre esta ventana y pregunte de nuevo en Teams.',
  },
} as const satisfies Readonly<Record<string, Sentences>>;

export type SignInWord = keyof typeof WORDS;

/** One of the sentences about signing in, with what is filled in. */
export function sayOfSignIn(word: SignInWord, language: Language, ...filled: readonly string[]): string {
  return WORDS[word][language].replace(/\{(\d)\}/g, (_whole, at: string) => filled[Number(at)] ?? '');
}
