# The names of the stack as core/aws/stack.ts reads them, from the outputs or from THREADWELL_STACK.
locals {
  knowledge_base_names = { for side, kb in module.knowledge_bases.sides : side => { id = kb.knowledge_base_id, data_sources = kb.data_sources } }

  base = {
    region          = local.region
    bucket          = module.store.files.name
    table           = module.store.table.name
    knowledge_bases = local.knowledge_base_names
  }

  guardrail = one([for guardrail in module.guardrail : { id = guardrail.id, version = guardrail.version }])
  agent     = one([for agent in module.agent : { id = agent.agent_id, alias_id = agent.alias_id }])

  site = {
    # Only where it is your own: CloudFront's is made after the functions, and who needs it is told with each request.
    origin         = local.own_origin
    secrets_prefix = local.secrets_prefix
    environment    = var.environment
    queue          = { url = module.intake.queues.support_requests.url, dead_letter_url = module.intake.queues.support_requests.dead_letter_url }
    ticket_events  = { url = module.intake.queues.ticket_events.url, dead_letter_url = module.intake.queues.ticket_events.dead_letter_url }
    topics         = module.intake.topics
    bus            = module.workflow.bus.name
    # By name: the workflow itself has this in its environment.
    workflow_function = "${local.name}-article-workflow:live"
  }

  # Three environments, each with more in it: Terraform makes what a name stands for before the function that knows it, so that a function
  # knows nothing that is made of itself.
  worker_stack   = merge(local.base, { guardrail = local.guardrail, site = local.site })
  answerer_stack = merge(local.worker_stack, { agent = local.agent })
  starter_stack  = merge(local.answerer_stack, { refresh_state_machine_arn = module.refresh.state_machine_arn })

}
