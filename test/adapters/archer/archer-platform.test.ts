import { describeGrcPlatform } from '../../contracts/grc-platform-contract.ts';
import { openArcher } from './archer-ground.ts';

describeGrcPlatform('RSA Archer', (variant) => openArcher(variant));
describeGrcPlatform('RSA Archer, truth values as text', (variant) => openArcher(variant, {}, { truthAsText: true }));
