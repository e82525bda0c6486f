import { foldText } from '../../core/text.ts';
import type { Language } from '../act.ts';

const SPANISH =
  /\b(?:el|la|los|las|del|que|en|una?|por|para|con|se|es|al|cuando|cual|cuales|como|debe|deben|segun|sobre|plazo|ley|articulo|norma|apartado|quien|cuanto|y)\b/g;
const ENGLISH =
  /\b(?:the|of|to|and|is|are|what|which|who|when|how|for|in|on|must|does|do|under|an|with|by|shall|can|article|our|we|be|from|many)\b/g;

/** The language of a question, by its function words; `undefined` where nothing tells. */
export function guessLanguage(text: string): Language | undefined {
  if (/[¿¡ñ]/i.test(text)) return 'es';
  const folded = foldText(text);
  const spanish = folded.match(SPANISH)?.length ?? 0;
  const english = folded.match(ENGLISH)?.length ?? 0;
  if (spanish === english) return undefined;
  return spanish > english ? 'es' : 'en';
}
