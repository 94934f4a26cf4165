import { workflowHandler } from '../workflow/drive-workflows.ts';
import { deployedAssistant } from './deployed-assistant.ts';
import { deployedRefresh } from './deployed-refresh.ts';
import { functionPlatform, once } from './open-platform.ts';

const open = functionPlatform('article-workflow');
const workflow = once(() => {
  const { platform, config } = open();
  const { articlesBaseUrl } = config;
  const assistant = deployedAssistant(config, platform);
  return workflowHandler({ ...platform, assistant, refresh: deployedRefresh(platform.machine), articlesBaseUrl })();
});

/** The durable function of workflows: called for each run that begins, was answered, or whose time has come. Its state is Lambda's. */
export const handler: ReturnType<ReturnType<typeof workflowHandler>> = (event, context) => {
  open().platform.log.correlate({ requestId: context.awsRequestId });
  return workflow()(event, context);
};
