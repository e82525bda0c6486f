import { afterEach, describe, expect, it } from 'vitest';
import type { AddressStore, ChannelAddress } from '../../src/conversations/channel-address.ts';
import type { TwiceOpened } from './twice-opened.ts';

/** A channel of a team. */
export function address(conversation: string, more: Partial<ChannelAddress> = {}): ChannelAddress {
  return {
    tenant: 't-1',
    conversation,
    kind: 'channel',
    language: 'en',
    reference: { serviceUrl: 'https://channel.example/', conversation: { id: conversation } },
    refreshed: '2031-04-05T06:07:08.000Z',
    ...more,
  };
}

/** What every store of addresses must do. */
export function addressStoreContract(name: string, create: () => TwiceOpened<AddressStore>): void {
  describe(`address store: ${name}`, () => {
    let opened: ReturnType<typeof create> | undefined;
    const open = () => {
      opened = create();
      return { ...opened, other: opened.reopen() };
    };
    afterEach(() => opened?.close());

    it('gives back what was saved, to other processes as well', () => {
      const { store, other } = open();
      const full = address('c-1', { kind: 'personal', person: 'u-1', name: 'Ana Niño', language: 'es' });
      store.save(full);
      store.save(address('c-2'));
      for (const seen of [store, other]) {
        expect(seen.find('t-1', 'c-1')).toEqual(full);
        expect(seen.find('t-1', 'c-2')).toEqual(address('c-2'));
        expect(seen.find('t-2', 'c-1')).toBeUndefined();
        expect(seen.find('t-1', "c-1' OR '1'='1")).toBeUndefined();
      }
    });

    it('takes the latest, and keeps the person and the name that it does not tell', () => {
      const { store, other } = open();
      store.save(address('c-1', { kind: 'personal', person: 'u-1', name: 'Ana' }));
      const later = address('c-1', {
        kind: 'personal',
        language: 'es',
        reference: { serviceUrl: 'https://other.example/' },
        refreshed: '2031-04-06T00:00:00.000Z',
      });
      other.save(later);
      expect(store.find('t-1', 'c-1')).toEqual({ ...later, person: 'u-1', name: 'Ana' });
      store.save({ ...later, name: 'Ana María' });
      expect(store.find('t-1', 'c-1')?.name).toBe('Ana María');
    });

    it('lists by tenant, then conversation, and one tenant alone where it is named', () => {
      const { store } = open();
      for (const each of [address('c-2'), address('c-1', { tenant: 't-2' }), address('c-1')]) store.save(each);
      const names = (tenant?: string) => store.list(tenant).map((each) => `${each.tenant}/${each.conversation}`);
      expect(names()).toEqual(['t-1/c-1', 't-1/c-2', 't-2/c-1']);
      expect(names('t-2')).toEqual(['t-2/c-1']);
      expect(names('t-3')).toEqual([]);
    });

    it('forgets one of one tenant, and tells whether there was one', () => {
      const { store, other } = open();
      store.save(address('c-1', { name: 'Ana' }));
      store.save(address('c-1', { tenant: 't-2' }));
      expect([other.remove('t-1', 'c-1'), store.remove('t-1', 'c-1'), store.remove('t-1', 'c-9')]).toEqual([
        true,
        false,
        false,
      ]);
      expect(store.list().map(({ tenant }) => tenant)).toEqual(['t-2']);
      store.save(address('c-1'));
      expect(store.find('t-1', 'c-1')).toEqual(address('c-1'));
    });
  });
}
