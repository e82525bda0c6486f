/** Whether an address of law, `regulation://{act}/…`, stands in one of the acts. */
export function isOfActs(uri: string, acts: readonly string[]): boolean {
  return acts.some((act) => {
    const address = `regulation://${encodeURIComponent(act)}`;
    return uri === address || uri.startsWith(`${address}/`) || uri.startsWith(`${address}?`);
  });
}
