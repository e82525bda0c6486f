/** The acts of the texts and where the corpora have them. */
export const GAP_ACTS: Readonly<Record<string, readonly string[]>> = {
  '32022R2554': ['eu', 'json', 'dora.json'],
  '32016R0679': ['eu', 'json', 'gdpr.json'],
  '32023R1114': ['eu', 'json', 'mica.json'],
  '32015L2366': ['eu', 'json', 'psd2.json'],
  'BOE-A-2010-6737': ['es', 'BOE-A-2010-6737.md'],
};
