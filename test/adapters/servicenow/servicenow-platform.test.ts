import { describeGrcPlatform } from '../../contracts/grc-platform-contract.ts';
import { servicenowGround } from './servicenow-ground.ts';

const KNOWS = { knowsFields: true, knowsStates: true };

describeGrcPlatform('ServiceNow, a user through OAuth', (variant) => servicenowGround('password', variant), {
  signsIn: true,
  ...KNOWS,
});
describeGrcPlatform('ServiceNow, the client itself', (variant) => servicenowGround('client_credentials', variant), {
  signsIn: true,
  ...KNOWS,
});
describeGrcPlatform('ServiceNow, basic authentication', (variant) => servicenowGround('basic', variant), {
  signsIn: false,
  ...KNOWS,
});
