import type { Language } from '../../regulations/act.ts';

/** Words by which a policy takes back what it says, or part of it. The patterns are for `matchAll`. */
export type Markers = Readonly<Record<Language, RegExp>>;

function markers(english: readonly string[], spanish: readonly string[]): Markers {
  const pattern = (words: readonly string[]): RegExp =>
    new RegExp(`(?<![\\p{L}\\p{N}])(?:${words.join('|')})(?![\\p{L}\\p{N}])`, 'giu');
  return { en: pattern(english), es: pattern(spanish) };
}

/** It is tried, recommended, usual or left to somebody, and not demanded. */
export const HEDGES = markers(
  [
    '(?:where|wherever|if|when|whenever|as far as|as soon as|to the extent) (?:reasonably )?(?:possible|practicable|feasible|practical|convenient)',
    '(?:where|if|when|whenever) (?:this is |it is |they are |he |she |it |they )?(?:considers?|considered|deemed|deems?|felt|feels?|thought|thinks?|sees?|finds?|wish(?:es)?|useful|helpful|appropriate|capacity|time|resources)(?: (?:it|this|a|fit|any))?(?: (?:to be ))?(?: ?(?:useful|appropriate|helpful|necessary|advisable|benefit|worthwhile|allows?|permits?))?',
    '(?:where|wherever|if|when|as far as|as long as|provided|insofar as|so far as) (?:\\p{L}{1,20} ){1,3}(?:allows?|permits?)|\\p{L}{3,20} permitting|as a courtesy|would be (?:nice|good|useful|helpful|preferable|welcome)|(?:might|may|could) (?:like to|think|want|wish)|(?:is|are) welcome to|good (?:custom|form)|tr(?:y|ies),|aims?,|aims? not to',
    'as a (?:general )?rule|normally|usually|generally|ideally|preferably|typically|in principle|as appropriate|desirable|advisable|optional(?:ly)?|voluntar(?:y|ily)',
    'endeavou?rs?|endeavou?r(?:ing|ed)|strives?|tr(?:y|ies) to|attempts? to|aims? (?:to|at)|seeks? to|intends? to|hopes? to|best efforts?|good practice|service goal|target only|guidance only',
    '(?:may|might|can|could) (?:consider|choose|decide|wish|opt|want)|considers? (?:whether|\\p{L}{3,20}ing)|(?:is|are) (?:free|invited|encouraged|recommended|welcome|expected where) to|recommended|encouraged|not (?:mandatory|compulsory|binding)',
    '(?:at|in) (?:its|their|his|her|our|the) (?:own |sole |bank.s )?(?:discretion|option|convenience)|discretionary|if (?:it|they|he|she|we) sees? (?:a |any )?(?:fit|benefit|need|reason)',
  ],
  [
    'se procura|procura[nr]? que|si (?:lo|la|las circunstancias lo) (?:juzgan?|ven?|aconsejan?|permiten?|desean?)|que lo deseen?|quienes? lo deseen?|procurar\\p{L}{0,5}|procuren?|intentar\\p{L}{0,5}|intentan?|tratar[aá]n? de|en la medida de lo posible|a ser posible|si (?:es|fuera|resulta) posible|cuando sea posible|en lo posible|preferentemente|preferiblemente|idealmente|normalmente|habitualmente|por regla general|con car[aá]cter (?:general|orientativo|voluntario)|en principio',
    'se recomienda|recomendable|aconsejable|se aconseja|conviene|convendr[ií]a|deseable|facultativ[oa]|potestativ[oa]|voluntari[oa]|voluntariamente|opcional(?:mente)?|se invita|se anima|orientativ[oa]|a su (?:criterio|discreci[oó]n|juicio)|valorar[aá]n? (?:si|la (?:posibilidad|conveniencia))|podr[aá]n? (?:valorar|considerar|optar|decidir)|si (?:lo )?(?:estima|considera|cree|desea)n? (?:oportuno|conveniente|[uú]til|necesario|preciso)|cuando lo (?:estime|considere|crea)n?',
  ],
);

/** It holds for less than it seems to. */
export const RESTRICTIONS = markers(
  [
    'and (?:nobody|no one|nothing) else|only|solely|exclusively|merely|alone|restricted to|limited to|confined to|just for|no others?|nobody else|nothing else|(?<!each )others? (?:are|is|get|do|does|remain|need|being|receive|may)(?: \\p{L}{1,20})?',
  ],
  [
    'y (?:nadie|nada) m[aá]s|s[oó]lo|solamente|[uú]nicamente|exclusivamente|exclusivo|limitad[oa]s? a|se limita a|se limitar[aá] a|restringid[oa]s? a|nada m[aá]s|[uú]nic[oa]s?|l[ao]s dem[aá]s|el resto',
  ],
);

/** It lets somebody off. */
export const EXCEPTIONS = markers(
  [
    'unless|except(?:ing|ed)?(?: (?:for|where|when|if|that|in|on|at))?|save (?:for|where|when|that|in|as|if|on|at|those|during)|barring|bar (?:those|for|any|pilots?)|excluded|not counting|spared?|leaves? (?:it|them|this) (?:out|as (?:it|they))|(?:does|do) without|aside(?=[.;]|$)|other than|apart from|aside from|with the exception(?: of)?|excluding|exclud(?:es|ed)|exempt(?:ed|ion|ions|s)?|waive[sd]?|waiver|excused?|left out|leave out|carve[- ]?out|derogation',
    '(?:does|do|shall|will|need) not apply|not applicable|(?:is|are) not (?:covered|included|subject|concerned|needed|required|necessary|expected)|(?:is|are) (?:outside|out of scope)|out of scope|may be (?:skipped|omitted|waived|dispensed|left|dropped|postponed)|dispens(?:e|es|ed) with|without prejudice to the practice|need not|no need|but not|not (?:if|when|where|for)',
  ],
  [
    'con la salvedad de|a no ser que|menos (?:cuando|si|que|los|las)|(?:queda|quedan) al margen|al margen|descontad[oa]s|salvo|excepto|a excepci[oó]n de|con (?:la )?excepci[oó]n(?: de)?|exceptuad[oa]s?|exceptuando|se except[uú]an?|a menos que|excluid[oa]s?|se excluyen?|quedan? (?:exent|excluid|fuera|exceptuad)\\p{L}{0,3}|exent[oa]s?|eximid[oa]s?|exime|dispensad[oa]s?|no (?:se aplica|se aplicar[aá]|ser[aá] (?:aplicable|necesari[oa]|obligatori[oa]|precis[oa]|exigible)|es (?:aplicable|necesari[oa]|obligatori[oa]|precis[oa]|exigible)|resulta (?:aplicable|necesari[oa])|hace falta|procede|alcanza|afecta|rige)|fuera de',
  ],
);

/** It is not done. What only limits a number or a wish ("not later than", "decides not to", "not only") is none of these. */
export const NEGATIONS = markers(
  [
    '(?:do|does|did|is|are|be|was|were|shall|will|must|need|should|has|have|can|could|may|would)(?: not|n.t)(?! (?:later|more than|less than|longer|only|exceed|limited|yet|already|just))|cannot|never(?! (?:later|more than|less|after|beyond|longer|exceed))|nor|refrains? from|no(?! (?:later|more|less|longer|fewer|other|one of))(?= \\p{L}{3,20}(?: (?:\\p{L}{1,20} ){0,5}(?:is|are|be|will|need|needs|takes?|has|have|of)(?!\\p{L})))|(?:is|are) (?:waived|abolished|dispensed with)|(?:gets?|receives?|sends?|gives?|makes?|keeps?|takes?|has|have) (?:no|neither)(?! (?:later|more|less))|without (?:\\p{L}{3,14}ing|any|prior|telling|notice)|no longer(?! than)|in silence|(?:kept|keep|withheld|hidden|concealed) from|only (?:if|when) (?:asked|it asks|they ask|requested)|instead of|(?:is|are|stays?|remains?) (?:a )?(?:business |trade |strictly )?(?:secret|confidential)',
  ],
  [
    'no(?= (?:se |le |les |lo |la |los |las |nos )?\\p{L}{3,24}(?:r[aá]n?|en?|an?|[oó]|er|ar|ir|es|sta|emos|amos|imos)(?!\\p{L}))(?! (?:m[aá]s|menos|superior|s[oó]lo|solo|obstante|inferior|presencial|financier|residente|profesional|cliente))|nunca|jam[aá]s|tampoco|ning[uú]n[oa]?|en ning[uú]n caso|no (?:es|ser[aá]|hace|resulta) (?:necesari[oa]|precis[oa]|obligatori[oa]|falta|exigible)|sin (?:necesidad|comunicar|informar|avisar|\\p{L}{3,14}(?:ar|er|ir)(?:l[oae]s?)?(?!\\p{L}))|deja de|dejan de|basta con',
  ],
);

/** The same in other words, that deny something else as often. */
export const WIDE_NEGATIONS = markers(
  [
    '(?<!with |by |in |at |of |or )no(?= (?!later|more|less|longer|fewer|other|one|matter|doubt|delay|loss|time|exception|limit|way|case|event|circumstances)\\p{L}{3,20})|nobody(?! else)|no one|nothing(?! else)|nowhere|in the dark|unread|stays? silent|given up',
  ],
  ['nadie(?! m[aá]s)|nada(?! m[aá]s)|algun[oa](?=[.;,:]|$)|no (?:son|es) cosa'],
);

/** What a statement says of the cases that it leaves. */
export const OTHERS = markers(
  [
    '(?<!or |and |all )others?|the rest|remaining|remainder|everything else|everyone else|elsewhere|smaller|lesser|only|left out|kept internal',
  ],
  [
    '(?<!y (?:a )?(?:las |los )?|o )otr[oa]s|(?<!y a |y )l[ao]s dem[aá]s|el resto|restantes?|s[oó]lo|solamente|[uú]nicamente',
  ],
);

/** An amount or a number from which it holds. */
export const THRESHOLDS = markers(
  [
    '(?:above|over|below|under|more than|less than|at least|exceed(?:s|ing)?|fewer than|larger than|up to|from) (?:an? (?:amount|value|sum) of )?(?:EUR|USD|euros?|€) ?\\d[\\d.,  ]{0,12}|(?:above|over|below|under|more than|less than|fewer than|exceed(?:s|ing)?) (?:\\p{L}{2,10} )?(?:hundred|thousand|million)|(?:above|over|below|under|more than|less than|exceed(?:s|ing)?|from) \\d[\\d.,  ]{0,12} (?:euros?|EUR|%|per cent|percent|employees|clients|customers)',
  ],
  [
    '(?:superior(?:es)?|inferior(?:es)?|m[aá]s|menos|a partir|por encima|por debajo|exced[ae]n?|supere[n]?|supera[n]?|pasan?|pase[n]?) (?:a |de |los |las )?(?:los |las )?\\d[\\d.,  ]{0,12} ?(?:euros?|EUR|€|%|por ciento|empleados|clientes)',
  ],
);

/** Fewer than all: kinds of customers, products and cases. */
export const QUALIFIERS = markers(
  [
    'retail|professional|corporate|wholesale|institutional|private|premium|gold|vip|high[- ]net[- ]worth|private[- ]banking|existing|larger|largest|biggest|major|material|critical|important|significant|high[- ]risk|high[- ]value|cross[- ]border|overseas|selected|certain|some|specific|individual|domestic|foreign|national|online|card|cloud|mobile|in[- ]house|permanent|full[- ]time|senior|listed|complex|resident|production|customer[- ]facing|internet[- ]facing|priority|tier[- ](?:1|one)|level[- ](?:1|one)|half|sampled?|cash|health|payroll|employee|savings|mortgage|first[- ]time',
  ],
  [
    'minoristas?|particulares|profesionales|empresas|corporativ[oa]s?|institucional(?:es)?|privad[oa]s?|premium|nuev[oa]s?|grandes|principales|importantes?|relevantes?|cr[ií]tic[oa]s?|significativ[oa]s?|de alto riesgo|sele[cc]cionad[oa]s?|determinad[oa]s|algun[oa]s|ciert[oa]s|concret[oa]s|nacional(?:es)?|extranjer[oa]s?|(?:no )?residentes?|(?<!no )presencial(?:es)?|en l[ií]nea|de (?:las )?oficinas|filial(?:es)?|fij[oa]s?|indefinid[oa]s?|cotizad[oa]s?|complej[oa]s|personas? jur[ií]dicas?|personas? f[ií]sicas?|en efectivo|de caja|grandes',
  ],
);

/** Nobody takes back what a statement says more often than this: what is found beyond is not looked at. */
export const MOST_MARKERS = 12;

/** All that a pattern finds, as printed. The pattern has the flag `g`. */
export function foundIn(text: string, pattern: RegExp): readonly { readonly text: string; readonly start: number }[] {
  return [...text.matchAll(pattern)].map((match) => ({ text: match[0].trim(), start: match.index }));
}
