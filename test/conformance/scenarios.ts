/** What is asked of whom in the official suite, scenario by scenario. One that is named nowhere here fails the run. */

export const REVISIONS = ['2025-11-25', '2026-07-28'] as const;
export type Revision = (typeof REVISIONS)[number];

/** How many scenarios each revision requires of a server; the suite's own list must be as long. */
export const REQUIRED: Readonly<Record<Revision, number>> = { '2025-11-25': 30, '2026-07-28': 37 };

export interface Expectation {
  /** Scenarios that must pass, each check of theirs. */
  readonly pass: readonly string[];
  /** But for these checks, by scenario: they must not pass, so that none stays here for longer than it has to. */
  readonly except?: Readonly<Record<string, readonly string[]>>;
  /** Scenarios that prove nothing here, by the reason why. */
  readonly notAsked: Readonly<Record<string, readonly string[]>>;
}

const TASKS = [
  'tasks-capability-negotiation',
  'tasks-dispatch-and-envelope',
  'tasks-lifecycle',
  'tasks-mrtr-composition',
  'tasks-mrtr-input',
  'tasks-request-headers',
  'tasks-request-state-removal',
  'tasks-required-task-error',
  'tasks-status-notifications',
  'tasks-wire-fields',
];

const CONTENTS = [
  'tools-call-simple-text',
  'tools-call-image',
  'tools-call-audio',
  'tools-call-embedded-resource',
  'tools-call-mixed-content',
  'tools-call-error',
  'tools-call-with-progress',
  'resources-read-text',
  'resources-read-binary',
  'resources-templates-read',
  'prompts-get-simple',
  'prompts-get-with-args',
  'prompts-get-embedded-resource',
  'prompts-get-with-image',
  'completion-complete',
  'json-schema-2020-12',
];

/** What can be asked of a server that has none of the suite's own tools, prompts and resources. */
export const OF_THE_PRODUCT: Readonly<Record<Revision, Expectation>> = {
  '2025-11-25': {
    pass: [
      'server-initialize',
      'ping',
      'tools-list',
      'resources-list',
      'prompts-list',
      'server-sse-multiple-streams',
      'dns-rebinding-protection',
      'server-session-lifecycle',
    ],
    notAsked: {
      'it calls what only the suite has, by name': [
        ...CONTENTS,
        'tools-call-with-logging',
        'tools-call-sampling',
        'tools-call-elicitation',
        'elicitation-sep1034-defaults',
        'elicitation-sep1330-enums',
      ],
      'hollow: it listens to an address that only the suite has, and any answer that is no error passes': [
        'resources-subscribe',
        'resources-unsubscribe',
      ],
      'hollow: it calls a tool that only the suite has, and passes with nothing checked': ['server-sse-polling'],
      'the product sends no log to its clients, and says so': ['logging-set-level'],
    },
  },
  '2026-07-28': {
    pass: [
      'server-stateless',
      'tools-list',
      'resources-list',
      'prompts-list',
      'caching',
      'sep-2164-resource-not-found',
      'server-sse-multiple-streams',
      'input-required-result-unsupported-methods',
      'http-header-validation',
      'dns-rebinding-protection',
    ],
    except: {
      'server-stateless': [
        // Tools that only the suite has.
        'sep-2575-server-rejects-undeclared-capability',
        'sep-2575-missing-capability-http-400',
        'sep-2575-http-server-no-independent-requests-on-stream',
        'sep-2575-server-no-log-without-loglevel',
        // The product's tools and prompts do not change while it runs, and it does not say that they would.
        'sep-2575-server-sends-prompts-list-changed-on-subscription',
        'sep-2575-server-sends-tools-list-changed-on-subscription',
      ],
      // A recommendation: an address of another scheme is refused as bad input, without the address beside it.
      'sep-2164-resource-not-found': ['sep-2164-data-uri'],
    },
    notAsked: {
      'it calls what only the suite has, by name': [
        ...CONTENTS,
        'input-required-result-basic-elicitation',
        'input-required-result-basic-sampling',
        'input-required-result-basic-list-roots',
        'input-required-result-request-state',
        'input-required-result-multiple-input-requests',
        'input-required-result-multi-round',
        'input-required-result-non-tool-request',
        'input-required-result-result-type',
        'input-required-result-tampered-state',
        'input-required-result-capability-check',
      ],
      'hollow: it passes since a tool that only the suite has is not found': [
        'input-required-result-missing-input-response',
        'input-required-result-ignore-extra-params',
        'input-required-result-validate-input',
      ],
      'no tool of the product has a header repeat an argument': ['http-custom-header-server-validation'],
      'an extension that the product does not have': TASKS,
    },
  },
};

/** Of the door with the suite's tools behind it: all that a revision requires, and of what it does not count: */
export const BEYOND_REQUIRED: Readonly<Record<Revision, Expectation>> = {
  '2025-11-25': {
    pass: ['server-session-lifecycle', 'json-schema-2020-12'],
    notAsked: { 'the door keeps no events that a stream could be resumed from': ['server-sse-polling'] },
  },
  '2026-07-28': {
    pass: ['http-header-validation', 'json-schema-2020-12'],
    notAsked: {
      'no tool of the product has a header repeat an argument': ['http-custom-header-server-validation'],
      'an extension that the product does not have': TASKS,
    },
  },
};
