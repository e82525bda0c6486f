import type { AppManifest } from './manifest.ts';

export const LANGUAGE_SCHEMA =
  'https://developer.microsoft.com/json-schemas/teams/v1.29/MicrosoftTeams.Localization.schema.json';

/** A file of one language: the texts by the paths of those in the manifest that they stand for. */
export type LanguageFile = Readonly<Record<string, string>>;

/**
 * The texts of a manifest that people read, by path (`bots[0].commandLists[0].commands[0].title`): those that Teams
 * lets a language file replace.
 */
export function textsOf(manifest: AppManifest): LanguageFile {
  const texts: [string, string | undefined][] = [
    ['name.short', manifest.name.short],
    ['name.full', manifest.name.full],
    ['description.short', manifest.description.short],
    ['description.full', manifest.description.full],
  ];
  const both = (path: string, { title, description }: { title: string; description?: string }) =>
    texts.push([`${path}.title`, title], [`${path}.description`, description]);
  for (const [list, { commands }] of (manifest.bots?.[0]?.commandLists ?? []).entries())
    for (const [at, command] of commands.entries()) both(`bots[0].commandLists[${list}].commands[${at}]`, command);
  for (const [at, command] of (manifest.composeExtensions?.[0]?.commands ?? []).entries()) {
    const path = `composeExtensions[0].commands[${at}]`;
    both(path, command);
    for (const [which, parameter] of (command.parameters ?? []).entries())
      both(`${path}.parameters[${which}]`, parameter);
  }
  texts.push([
    'copilotAgents.customEngineAgents[0].disclaimer.text',
    manifest.copilotAgents?.customEngineAgents?.[0]?.disclaimer?.text,
  ]);
  return Object.fromEntries(texts.filter((each): each is [string, string] => each[1] !== undefined));
}

/** The language file of a manifest that was built in that language. */
export function languageFile(manifest: AppManifest): LanguageFile {
  return { $schema: LANGUAGE_SCHEMA, ...textsOf(manifest) };
}
