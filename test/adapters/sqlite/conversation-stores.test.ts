import { createSqliteAddressStore } from '../../../src/adapters/sqlite/address-store.ts';
import { createSqliteChatStore } from '../../../src/adapters/sqlite/chat-store.ts';
import { createSqliteInboxStore } from '../../../src/adapters/sqlite/inbox-store.ts';
import { createSqliteSubscriptionStore } from '../../../src/adapters/sqlite/subscription-store.ts';
import { addressStoreContract } from '../../contracts/address-store-contract.ts';
import { chatStoreContract } from '../../contracts/chat-store-contract.ts';
import { inboxStoreContract } from '../../contracts/inbox-store-contract.ts';
import { subscriptionStoreContract } from '../../contracts/subscription-store-contract.ts';
import { twiceOpenedFile } from './twice-opened-file.ts';

addressStoreContract('SQLite', () => twiceOpenedFile(createSqliteAddressStore));
inboxStoreContract('SQLite', () => twiceOpenedFile(createSqliteInboxStore));
chatStoreContract('SQLite', () => twiceOpenedFile(createSqliteChatStore));
subscriptionStoreContract('SQLite', () => twiceOpenedFile(createSqliteSubscriptionStore));
