/** What a policy tells of itself under a name of its own. `responsible` is an owner where none is named as such. */
export type FactName = 'title' | 'owner' | 'responsible' | 'version' | 'revision' | 'effective';

const OF_IT_EN = '(?:\\s+of\\s+(?:the|this)\\s+(?:policy|procedure|document|standard|manual))?';
const OF_IT_ES =
  '(?:\\s+(?:de\\s+la|de\\s+esta|del|de\\s+este)\\s+(?:presente\\s+)?(?:pol[ií]tica|procedimiento|documento|norma|manual))?';
const DOCUMENT = '(?:(?:policy|procedure|document|standard|process|business|executive|content)\\s+)?';

const NAMES: readonly (readonly [FactName, string])[] = [
  [
    'owner',
    `${DOCUMENT}owner(?:s|\\s?\\(s\\))?${OF_IT_EN}|owned\\s+by|owning\\s+(?:function|department|unit|area|team)|propietari[oa]s?${OF_IT_ES}|due[ñn][oa]${OF_IT_ES}|(?:[aá]rea|unidad|departamento|direcci[oó]n|funci[oó]n)\\s+(?:propietaria|propietario|responsable)${OF_IT_ES}|responsable\\s+(?:de\\s+la|de\\s+esta|del|de\\s+este)\\s+(?:pol[ií]tica|procedimiento|documento|norma|manual)`,
  ],
  [
    'responsible',
    '(?:responsible|accountable)(?:\\s+(?:person|function|unit|department|area|executive|officer|owner))?|responsable',
  ],
  [
    'version',
    `(?:(?:policy|document|current)\\s+)?version(?:\\s+(?:no\\.?|number|n[º°]\\.?))?|versi[oó]n(?:\\s+(?:n[º°]|n\\.?\\s?º|n[uú]m\\.?|n[uú]mero|actual|vigente))?${OF_IT_ES}`,
  ],
  ['revision', '(?:document\\s+)?revision(?:\\s+(?:no\\.?|number))?|rev\\.?|(?:n[uú]mero\\s+de\\s+)?revisi[oó]n'],
  [
    'effective',
    `(?:date\\s+effective|effective(?:\\s+(?:date|from|as\\s+of|since))?|date\\s+of\\s+effect|valid\\s+from|in\\s+force\\s+(?:from|since)|(?:date\\s+of\\s+)?entry\\s+into\\s+force|applicable\\s+from|applies\\s+from|date\\s+of\\s+application|application\\s+date)${OF_IT_EN}|(?:(?:fecha\\s+de\\s+)?entrada\\s+en\\s+vigor|fecha\\s+(?:efectiva|de\\s+efectos?|de\\s+vigencia|de\\s+aplicaci[oó]n)|(?:vigente|vigencia|en\\s+vigor|aplicable)\\s+desde|vigencia)${OF_IT_ES}`,
  ],
  [
    'title',
    `title${OF_IT_EN}|(?:policy|document|procedure)\\s+(?:title|name)|name\\s+of\\s+(?:the\\s+)?(?:policy|document|procedure)|t[ií]tulo${OF_IT_ES}|nombre\\s+(?:de\\s+la\\s+pol[ií]tica|del\\s+documento|del\\s+procedimiento)`,
  ],
];

/** What else stands in such lines: it ends the value before it, and is no fact that is asked for. */
const OTHERS =
  'approved(?:\\s+(?:by|on))?|approver|approving\\s+body|approval(?:\\s+(?:date|body))?|date(?:\\s+(?:of|approved|issued|reviewed)(?:\\s+\\w{1,20})?)?|(?:next|last)\\s+(?:review(?:ed)?|updated?|revision)(?:\\s+date)?|review(?:ed)?(?:\\s+(?:date|cycle|frequency|by))?|(?:security\\s+)?classification|status|authors?|prepared\\s+by|document\\s+(?:id|number|no\\.?|code|reference|ref\\.?|type)|policy\\s+(?:id|number|no\\.?|code|reference|ref\\.?)|reference|ref\\.?|scope|distribution|issued(?:\\s+(?:by|on))?|issue\\s+date|expir(?:y|ation)(?:\\s+date)?|supersedes|replaces|language|entity|department|sponsor|confidentiality|changes?|descriptions?(?:\\s+of\\s+(?:the\\s+)?changes?)?|reasons?(?:\\s+for\\s+(?:the\\s+)?change)?|comments?|' +
  'aprobad[oa]\\s+por|aprobaci[oó]n|[oó]rgano\\s+(?:de\\s+aprobaci[oó]n|aprobador)|fecha(?:\\s+de\\s+(?:la\\s+)?(?:[uú]ltima\\s+|pr[oó]xima\\s+)?[\\p{L}]{1,20})?|(?:pr[oó]xima|[uú]ltima)\\s+(?:revisi[oó]n|actualizaci[oó]n)|clasificaci[oó]n|estado|autor(?:es|a)?|elaborad[oa]\\s+por|revisad[oa]\\s+por|c[oó]digo|referencia|[aá]mbito|alcance|difusi[oó]n|sustituye\\s+a|idioma|entidad|departamento|confidencialidad|cambios?|descripci[oó]n(?:\\s+del\\s+cambio)?|motivos?|comentarios?';

const EXACT = NAMES.map(([fact, names]) => [fact, new RegExp(`^(?:${names})$`, 'iu')] as const);
const OTHER = new RegExp(`^(?:${OTHERS})$`, 'iu');
const LONGEST_NAME = 60;

/** The fact that stands under a name ("Policy owner:"); `other` for what is told of a document beside the facts. */
export function factNamed(name: string): FactName | 'other' | undefined {
  const bare = name
    .replace(/^[\s*_"'•·-]{1,5}/, '')
    .replace(/[\s:：.*_"'?-]{1,5}$/, '')
    .replace(/([\p{Ll}])(?=\p{Lu}\p{Ll})/gu, '$1 ')
    .replace(/[_\s-]+/g, ' ');
  if (bare === '' || bare.length > LONGEST_NAME) return undefined;
  return EXACT.find(([, names]) => names.test(bare))?.[0] ?? (OTHER.test(bare) ? 'other' : undefined);
}

/** A name within a line, at its beginning or behind what separates two of them, with what stands before its value. */
const IN_A_LINE = new RegExp(
  `(?<=^|[|·•;,.()–—]\\s{0,3}|\\s(?=\\p{Lu}))(?:${[...NAMES.map(([, names]) => names), OTHERS].join('|')})(?:\\s{0,3}[:：=|]\\s{0,3}|\\s{1,3}[–—-]\\s{1,3})`,
  'giu',
);

/** A fact in a line of text: its name, and the words up to the next one. */
export interface NamedValue {
  readonly fact: FactName | 'other';
  readonly value: string;
  /** True where the line begins with the name. */
  readonly opens: boolean;
}

/** What a line says under names: "Version: 3.1 | Owner: CISO" says two things. */
export function namedValues(line: string): readonly NamedValue[] {
  const found = [...line.matchAll(IN_A_LINE)].filter((match) => isName(line, match.index));
  return found.flatMap((match, at) => {
    const fact = factNamed(match[0].replace(/[\s:：=|–—-]{1,7}$/, ''));
    if (fact === undefined) return [];
    const value = line.slice(match.index + match[0].length, found[at + 1]?.index);
    return [{ fact, value: value.replace(/[\s|·•;,–—(-]{1,9}$/, '').trim(), opens: match.index === 0 }];
  });
}

/** Behind another word a name has a capital: "the Owner" may be one, "the owner" is not. */
function isName(line: string, at: number): boolean {
  const before = line.slice(Math.max(0, at - 4), at).trimEnd();
  return before === '' || /[|·•;,.()–—]$/.test(before) || /^\p{Lu}/u.test(line.slice(at, at + 2));
}
