/**
 * What stands behind the number of something inserted: `4 bis`, `36 quaterdecies`, `3 unvicies`. A pattern over text in
 * lower case (or with the flag `i`); an ending is read whole or not at all, so that none is taken for another one with
 * letters left over. Printed with an accent now and then (`quáter`).
 */
export const SUFFIX =
  '(?:(?:un|duo|ter|qu[aá]ter|quin|quinquies|sex|sexies|sept|septen|septies|octo|octies|novo|nonies)?(?:decies|vicies|tricies)' +
  '|bis|ter|qu[aá]ter|quinquies|sexies|septies|octies|nonies)(?![a-zñáéíóú0-9])';
