/** A field where there is a value, none where there is none: for types that tell an absent field from an undefined one. */
export function given<K extends string, V>(name: K, value: V | undefined): { readonly [key in K]?: V } {
  return (value === undefined ? {} : { [name]: value }) as { readonly [key in K]?: V };
}
