import { plainWords } from './plain-words.ts';

/** Words of courtesy, and questions about the desk itself; none of them is about law. Folded. */
const COURTESIES = [
  'hi|hello|hey|hiya|greetings|good (?:morning|afternoon|evening|day|night)|how are you(?: doing)?|nice to meet you',
  'hola|buenas(?: tardes| noches)?|buenos dias|saludos|que tal(?: estas?)?|como estas?|encantad[oa]',
  'thanks?(?: you)?|thx|cheers|much appreciated|great|perfect|excellent|good|nice|cool|wonderful|ok(?:ay)?|all right|alright|fine|understood|got it|i see|(?:good)?bye|see you|you are welcome|well done',
  '(?:muchas |mil )?gracias|perfecto|vale|de acuerdo|entendido|estupendo|genial|excelente|muy bien|adios|hasta (?:luego|pronto|manana)',
];
const ABOUT_THE_DESK = [
  'who are you|what are you|are you (?:a )?(?:human|bot|robot|machine|an ai)|what can (?:you|i) do(?: (?:for me|here))?|what do you do|how do you work|how does this work|what can i ask(?: you)?(?: about)?|how can you help(?: me)?|can you help(?: me)?|help(?: me)?',
  'quien eres|que eres|eres (?:un )?(?:humano|robot|bot|una maquina)|que (?:puedes|sabes) hacer(?: por mi)?|que puedo hacer aqui|como (?:funcionas|funciona esto)|que (?:te )?puedo preguntar(?:te)?|(?:como |en que )?(?:me )?puedes ayudar(?:me)?|ayuda(?:me)?',
];
/** What stands around them and says nothing alone. */
const FILLING =
  "there|everyone|all|team|please|then|again|today|now|so|very|much|a lot|for (?:that|this|it|everything|(?:your|the) (?:help|answer|information))|that(?:'s| is| was)? (?:(?:so|very|really) )?(?:helpful|clear|great|good|all|it|useful)|and|well|sir|madam|por favor|a todos|hoy|ahora|pues|bueno|y|muy amable|por (?:todo|eso|(?:la|tu|su) (?:ayuda|respuesta|informacion))|eso es todo|buen trabajo";

const SAYS_SOMETHING = new RegExp(`(?:^| )(?:${[...COURTESIES, ...ABOUT_THE_DESK].join('|')})(?: |$)`);
const ANY_TALK = new RegExp(`^(?:(?:${[...COURTESIES, ...ABOUT_THE_DESK, FILLING].join('|')})(?: |$))+$`);

/** True for a greeting, thanks, or a question about the desk itself, with nothing else beside it. */
export function isSmallTalk(question: string): boolean {
  const words = plainWords(question);
  return words.length <= 120 && SAYS_SOMETHING.test(words) && ANY_TALK.test(words);
}
