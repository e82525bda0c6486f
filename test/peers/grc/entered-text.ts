/** The texts of an object inside a body, nested names joined by dots; undefined where it holds anything else. */
export function entered(json: unknown, inside: string): Record<string, string> | undefined {
  if (json === null || typeof json !== 'object' || Object.keys(json).join() !== inside) return undefined;
  const texts: Record<string, string> = {};
  return collect((json as Record<string, unknown>)[inside], '', texts) ? texts : undefined;
}

function collect(value: unknown, name: string, texts: Record<string, string>): boolean {
  if (typeof value === 'string' && name !== '') {
    texts[name] = value;
    return true;
  }
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return false;
  return Object.entries(value).every(([each, inner]) => collect(inner, name === '' ? each : `${name}.${each}`, texts));
}
