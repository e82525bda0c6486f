import type { Answered, Conversation, FakeTeams, ShownMessage } from '../fixtures/teams/teams-api.ts';

/** What is wrong with what people saw of their answers; all zero where all is well. */
export interface Muddle {
  /** Questions without an answer. */
  readonly lost: number;
  /** Answers beyond one a question. */
  readonly doubled: number;
  /** Answers to what somebody else asked, or in another order than that of the questions. */
  readonly crossed: number;
  /** What Teams refused, or would have shown broken. */
  readonly violations: number;
}

/** The side of Teams, and how to know that nothing more comes. */
export interface AskedDesk {
  readonly teams: FakeTeams;
  readonly door: { settled(): Promise<void> };
}

export interface Asked {
  readonly muddle: Muddle;
  /** How long each post waited for its acknowledgement, in milliseconds of the machine's clock. */
  readonly acknowledged: readonly number[];
}

export interface LoadOptions {
  readonly conversations: number;
  /** In each, one right behind the other. */
  readonly questions: number;
  /** Which conversation: a chat where absent. */
  readonly kindOf?: (conversation: number) => Conversation['kind'];
  /** Whether Teams sends this question a second time. */
  readonly again?: (conversation: number, question: number) => boolean;
}

/** The article that is asked for there, and nowhere else. */
function articleOf(conversation: number, question: number, { questions }: Pick<LoadOptions, 'questions'>): number {
  return conversation * questions + question + 1;
}

/** Lets people in so many conversations ask at once, each for articles that nobody else asks for. */
export async function askAtOnce(desk: AskedDesk, options: LoadOptions): Promise<Asked> {
  const talks = Array.from({ length: options.conversations }, (_, at) => begin(desk, at, options));
  const { teams } = desk;
  const asked = await Promise.all(talks.map((talk, at) => askInOne(talk, at, options)));
  await desk.door.settled();
  const muddles = talks.map((talk, at) => muddleOf(inOrder(talk, asked[at] ?? []), at, options));
  const acknowledged = asked.flat().map(({ took }) => took);
  const sum = (name: 'lost' | 'doubled' | 'crossed') => muddles.reduce((all, each) => all + each[name], 0);
  const [lost, doubled, crossed] = [sum('lost'), sum('doubled'), sum('crossed')];
  return { muddle: { lost, doubled, crossed, violations: teams.violations.length }, acknowledged };
}

function begin({ teams }: AskedDesk, at: number, { kindOf = () => 'personal' }: LoadOptions): Conversation {
  const kind = kindOf(at);
  if (kind === 'groupChat') return teams.group();
  return kind === 'channel' ? teams.channel() : teams.chat({ person: teams.person(`Person ${at}`) });
}

async function askInOne(talk: Conversation, at: number, options: LoadOptions): Promise<readonly Answered[]> {
  const asked: Answered[] = [];
  for (let question = 0; question < options.questions; question += 1) {
    const article = articleOf(at, question, options);
    const text = `What does Article ${article} of Regulation (EU) 2099/1 require?`;
    const said = await talk.say(text, { mention: talk.kind !== 'personal' });
    if (said.status !== 200) throw new Error(`answered with ${said.status} ${JSON.stringify(said.body)}`);
    if (options.again?.(at, question) === true) await talk.resend(said);
    asked.push(said);
  }
  return asked;
}

/** As they were shown; in a channel as their threads were begun, since those go on side by side. */
function inOrder(talk: Conversation, asked: readonly Answered[]): readonly ShownMessage[] {
  const answers = talk.shown().filter(({ from, state }) => from === 'bot' && state === 'whole');
  if (talk.kind !== 'channel') return answers;
  return asked.flatMap(({ activity }) => answers.filter(({ thread }) => thread === activity['id']));
}

function muddleOf(answers: readonly ShownMessage[], at: number, options: LoadOptions) {
  const wanted = Array.from({ length: options.questions }, (_, question) => articleOf(at, question, options));
  const cited = answers.map(citedArticle);
  return {
    lost: wanted.filter((article) => !cited.includes(article)).length,
    doubled: Math.max(0, cited.length - new Set(cited).size),
    crossed: cited.filter((article, place) => article !== wanted[place]).length,
  };
}

/** The one article that all citations of an answer are of; not a number where there are several, or none. */
function citedArticle({ entities }: ShownMessage): number {
  const root = entities.find(({ type }) => type === 'https://schema.org/Message') as
    | { citation?: readonly { appearance: { name: string } }[] }
    | undefined;
  const articles = new Set((root?.citation ?? []).map(({ appearance }) => /Article (\d+)/.exec(appearance.name)?.[1]));
  return articles.size === 1 ? Number([...articles][0]) : Number.NaN;
}
