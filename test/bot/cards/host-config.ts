/** How Teams draws cards, as far as it tells: its type, its distances, its colours. */
const FONT = "'Segoe UI', Selawik, 'Open Sans', 'Liberation Sans', sans-serif";

interface Colours {
  readonly ground: string;
  readonly card: string;
  readonly emphasis: string;
  readonly text: string;
  readonly subtle: string;
  readonly accent: string;
  readonly good: string;
  readonly warning: string;
  readonly attention: string;
  readonly goodGround: string;
  readonly warningGround: string;
  readonly attentionGround: string;
  readonly accentGround: string;
}

export const THEMES = {
  light: {
    ground: '#f5f5f5',
    card: '#ffffff',
    emphasis: '#f0f0f0',
    text: '#242424',
    subtle: '#616161',
    accent: '#4f52b2',
    good: '#0e700e',
    warning: '#bc4b09',
    attention: '#b10e1c',
    goodGround: '#f1faf1',
    warningGround: '#fdf6e3',
    attentionGround: '#fdf3f4',
    accentGround: '#e8ebfa',
  },
  dark: {
    ground: '#141414',
    card: '#292929',
    emphasis: '#1f1f1f',
    text: '#ffffff',
    subtle: '#adadad',
    accent: '#9ea2ff',
    good: '#54b054',
    warning: '#feb272',
    attention: '#e37d80',
    goodGround: '#052505',
    warningGround: '#3d2a05',
    attentionGround: '#3f1011',
    accentGround: '#2f2f4a',
  },
} as const satisfies Readonly<Record<string, Colours>>;

export type Theme = keyof typeof THEMES;

/** The configuration of the renderer (`HostConfig` of the adaptivecards package). */
export function hostConfig(theme: Theme): object {
  const colours: Colours = THEMES[theme];
  const colour = (plain: string) => ({ default: plain, subtle: plain === colours.text ? colours.subtle : plain });
  const foregroundColors = {
    default: colour(colours.text),
    dark: colour(colours.text),
    light: colour(colours.subtle),
    accent: colour(colours.accent),
    good: colour(colours.good),
    warning: colour(colours.warning),
    attention: colour(colours.attention),
  };
  const style = (backgroundColor: string) => ({ backgroundColor, foregroundColors });
  return {
    fontFamily: FONT,
    supportsInteractivity: true,
    spacing: { small: 4, default: 8, medium: 12, large: 16, extraLarge: 24, padding: 12 },
    separator: { lineThickness: 1, lineColor: theme === 'light' ? '#e0e0e0' : '#3d3d3d' },
    fontSizes: { small: 12, default: 14, medium: 14, large: 18, extraLarge: 24 },
    fontWeights: { lighter: 200, default: 400, bolder: 600 },
    lineHeights: { small: 16, default: 20, medium: 20, large: 24, extraLarge: 32 },
    containerStyles: {
      default: style(colours.card),
      emphasis: style(colours.emphasis),
      good: style(colours.goodGround),
      warning: style(colours.warningGround),
      attention: style(colours.attentionGround),
      accent: style(colours.accentGround),
    },
    actions: {
      maxActions: 6,
      spacing: 'default',
      buttonSpacing: 8,
      showCard: { actionMode: 'inline', inlineTopMargin: 8 },
      actionsOrientation: 'horizontal',
      actionAlignment: 'left',
    },
    adaptiveCard: { allowCustomStyle: false },
    inputs: { label: { requiredInputs: { weight: 'bolder' }, optionalInputs: { weight: 'bolder' }, inputSpacing: 4 } },
  };
}

/** What of Teams' look the renderer leaves to the page. */
export function pageStyle(theme: Theme, width: number): string {
  const colours: Colours = THEMES[theme];
  return `
    body { margin: 0; padding: 12px; background: ${colours.ground}; font-family: ${FONT}; width: ${width}px; }
    #card { border-radius: 8px; overflow: hidden; box-shadow: 0 1px 3px rgba(0,0,0,.25); }
    .ac-adaptiveCard { outline: none; }
    .ac-pushButton { font: 600 14px ${FONT}; padding: 5px 12px; border-radius: 4px; border: 1px solid ${colours.subtle};
      background: transparent; color: ${colours.text}; }
    .ac-pushButton.style-positive { background: ${colours.accent}; border-color: ${colours.accent}; color: ${colours.card}; }
    .ac-pushButton.style-destructive { color: ${colours.attention}; border-color: ${colours.attention}; }
    .ac-actionSet { flex-wrap: wrap; row-gap: 8px; }
    .ac-input { font: 14px ${FONT}; color: ${colours.text}; background: transparent; }
    .ac-input.ac-textInput { width: 100%; box-sizing: border-box; padding: 6px 8px; border: 0;
      border-bottom: 1px solid ${colours.subtle}; background: ${colours.emphasis}; }
    .ac-input-container label, label { color: ${colours.text}; }
  `;
}
