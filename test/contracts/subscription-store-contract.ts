import { afterEach, describe, expect, it } from 'vitest';
import type { AlertFilter, Subscription, SubscriptionStore } from '../../src/alerts/subscription.ts';
import type { TwiceOpened } from './twice-opened.ts';

/** Everything, told in English. */
export const ALL: AlertFilter = { authorities: [], acts: [], topics: [], language: 'en' };

export function subscription(conversation: string, more: Partial<Subscription> = {}): Subscription {
  return { tenant: 't-1', conversation, filter: ALL, by: 'u-1', since: '2031-04-05T06:07:08.000Z', ...more };
}

/** What every store of subscriptions must do. */
export function subscriptionStoreContract(name: string, create: () => TwiceOpened<SubscriptionStore>): void {
  describe(`subscription store: ${name}`, () => {
    let opened: ReturnType<typeof create> | undefined;
    const open = () => {
      opened = create();
      return { ...opened, other: opened.reopen() };
    };
    afterEach(() => opened?.close());

    it('keeps one a conversation, the latest', () => {
      const { store, other } = open();
      store.save(subscription('c-1'));
      const later = subscription('c-1', {
        filter: { authorities: ['eba', 'boe'], acts: ['32022R2554'], topics: ['ict_risk'], language: 'es' },
        by: 'u-2',
        since: '2031-04-06T00:00:00.000Z',
      });
      other.save(later);
      for (const seen of [store, other]) {
        expect(seen.find('t-1', 'c-1')).toEqual(later);
        expect(seen.list()).toEqual([later]);
        expect(seen.find('t-2', 'c-1')).toBeUndefined();
      }
    });

    it('lists one tenant or all, and ends one of one tenant', () => {
      const { store, other } = open();
      for (const each of [subscription('c-2'), subscription('c-1', { tenant: 't-2' }), subscription('c-1')])
        store.save(each);
      const names = (tenant?: string) => store.list(tenant).map((each) => `${each.tenant}/${each.conversation}`);
      expect(names()).toEqual(['t-1/c-1', 't-1/c-2', 't-2/c-1']);
      expect(names('t-2')).toEqual(['t-2/c-1']);
      expect([other.remove('t-1', 'c-1'), store.remove('t-1', 'c-1'), store.remove('t-3', 'c-2')]).toEqual([
        true,
        false,
        false,
      ]);
      expect(names()).toEqual(['t-1/c-2', 't-2/c-1']);
    });
  });
}
