import { describeGrcPlatform } from '../../contracts/grc-platform-contract.ts';
import { openMetricStream } from './metricstream-ground.ts';

describeGrcPlatform('MetricStream', (variant) => openMetricStream(variant), {
  signsIn: true,
  knowsFields: false,
  knowsStates: false,
});
