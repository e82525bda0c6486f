/** One of the terminal's commands in a sentence, with what belongs to it. */
const COMMAND =
  /(["«]?)\bcompliance (library|audit|doctor|usage|alerts|delivery|serve|policies|gaps|findings)\b((?: (?:add|list|changes|check|remove|reindex|trail|verify|export|send|retry|run|diff|file|draft|sync)\b)?)(?: (?:<[^>]*>|--[a-z-]+(?: (?:<[^>]*>|[\w.:-]+))?|"[^"]*"|\d[\w-]*))*(["»]?)/g;

/**
 * What the desk says, without commands of the terminal: whoever writes in Teams has none. Which laws there are, they can
 * ask for here; all else is for whoever runs the desk.
 */
export function withoutCommands(text: string): string {
  return text.replace(COMMAND, (_whole, open: string, name: string, verb: string) => {
    const spanish = open === '«';
    if (name === 'library' && verb.trim() === 'list') return spanish ? '«normas»' : '“laws”';
    return spanish ? 'eso corresponde a quien administra el servicio' : 'that is for whoever runs the desk';
  });
}

/** Suggestions that can be written here: none of the terminal. */
export function writable(suggestions: readonly string[]): readonly string[] {
  return suggestions.filter((each) => !/^(?:compliance\b|--)/.test(each.trim()));
}
