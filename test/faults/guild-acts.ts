export const EDITIONS = ['first', 'second', 'third'] as const;

export const ACTS = [
  { act: '32099R0001', name: 'Regulation (EU) 2099/1', articles: 120 },
  { act: '32099R0002', name: 'Regulation (EU) 2099/2', articles: 60 },
  { act: '32099R0003', name: 'Regulation (EU) 2099/3', articles: 20 },
] as const;
