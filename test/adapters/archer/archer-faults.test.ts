import { describeUnderFaults } from '../../contracts/grc-platform-faults.ts';
import { openArcher } from './archer-ground.ts';

describeUnderFaults('RSA Archer', (seed, failing) => openArcher('plain', {}, { seed, failing }));
