# What each function may do, from what its adapters call (core/aws/). No resource is `*`; what the module lambda adds besides names its own.
locals {
  table = { Resource = [module.store.table.arn, module.store.table.index_arn] }
  files = module.store.files.arn

  # Conditional writes of several rows ask for each of these; DeleteItem ends what waits in the outbox.
  use_table = [{
    Sid    = "UseTable"
    Effect = "Allow"
    Action = [
      "dynamodb:ConditionCheckItem",
      "dynamodb:DeleteItem",
      "dynamodb:GetItem",
      "dynamodb:PutItem",
      "dynamodb:Query",
      "dynamodb:UpdateItem",
    ]
    Resource = local.table.Resource
  }]

  curated = ["curated_articles.csv", "curated_articles.crawled.json"]
  docs    = ["web_docs.csv", "web_docs.crawled.json"]
  dates   = ["files/versions/*"] # when an article last changed stands beside its version

  # A version that serves again is copied to a number of its own, and reported.
  rollback = ["files/versions/*", "files/reports/*"]

  # Which files it reads, writes and removes, by their paths in the bucket.
  file_access = {
    chat = {
      read   = concat(local.dates, local.curated, local.rollback, ["incoming/*", "uploads/*", "kb/blue/proven.json", "kb/green/proven.json"])
      write  = concat(local.curated, local.rollback, ["incoming/*", "uploads/*"]) # to incoming/ by the addresses that it signs for visitors
      remove = ["incoming/*", "uploads/*"]
    }
    chat-stream        = { read = local.dates, write = [], remove = [] }
    lex-fulfillment    = { read = local.dates, write = [], remove = [] }
    triage-requests    = { read = concat(local.dates, ["raw-tickets/*", "uploads/*"]), write = [], remove = [] }
    prove-gaps         = { read = concat(local.dates, ["files/gaps-asked-again.json"]), write = ["files/gaps-asked-again.json"], remove = [] }
    work-ticket-events = { read = ["web_docs.csv", "curated_articles.csv", "raw-tickets/*"], write = ["raw-tickets/*"], remove = [] }
    article-workflow   = { read = concat(local.dates, local.curated, ["workflows/*"]), write = concat(local.curated, ["workflows/*"]), remove = [] }
    kb-ingest = {
      read   = concat(local.docs, local.curated, ["golden.csv", "kb/*", "files/*"])
      write  = ["kb/*", "files/*"]
      remove = ["kb/*"]
    }
  }

  use_files = {
    for name, access in local.file_access : name => [
      {
        # Without it a file that is not there could not be told from one that may not be read.
        Sid      = "KnowWhatIsThere"
        Effect   = "Allow"
        Action   = ["s3:ListBucket"]
        Resource = [local.files]
      },
      { Sid = "ReadFiles", Effect = "Allow", Action = ["s3:GetObject"], Resource = [for path in access.read : "${local.files}/${path}"] },
      { Sid = "WriteFiles", Effect = "Allow", Action = ["s3:AbortMultipartUpload", "s3:PutObject"], Resource = [for path in access.write : "${local.files}/${path}"] },
      { Sid = "RemoveFiles", Effect = "Allow", Action = ["s3:DeleteObject"], Resource = [for path in access.remove : "${local.files}/${path}"] },
    ]
  }

  secret_access = {
    chat                  = ["origin", "zendesk_api_token", "zendesk_webhook_secret"]
    chat-stream           = ["origin"]
    zendesk-create-ticket = ["zendesk_api_token"]
    lex-fulfillment       = ["zendesk_api_token"]
    due-work              = ["zendesk_api_token"]
    triage-requests       = ["zendesk_api_token"]
    work-ticket-events    = ["zendesk_api_token"]
  }

  read_secrets = {
    for name, secrets in local.secret_access : name => [{
      Sid      = "ReadSecrets"
      Effect   = "Allow"
      Action   = ["secretsmanager:GetSecretValue"]
      Resource = [for secret in secrets : module.tickets.secret_arns[secret]]
    }]
  }

  knowledge_base_arns = [for side in ["blue", "green"] : module.knowledge_bases.sides[side].arn]
  guardrail_arns      = flatten(module.guardrail[*].arns)

  # What an assistant does: search, and ask its models or its agent.
  answer = [
    { Sid = "SearchKnowledge", Effect = "Allow", Action = ["bedrock:Retrieve"], Resource = local.knowledge_base_arns },
    {
      Sid      = "AskModels"
      Effect   = "Allow"
      Action   = ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"]
      Resource = local.model_arns.answers
    },
    { Sid = "BeJudged", Effect = "Allow", Action = ["bedrock:ApplyGuardrail"], Resource = length(local.model_arns.answers) > 0 ? local.guardrail_arns : [] },
    { Sid = "AskAgent", Effect = "Allow", Action = ["bedrock:InvokeAgent"], Resource = module.agent[*].alias_arn },
  ]

  # Lambda takes messages on the function's behalf; the function itself decides how long one that failed stays hidden.
  work_off = {
    for queue, about in module.intake.queues : queue => [{
      Sid      = "WorkOffQueue"
      Effect   = "Allow"
      Action   = ["sqs:ChangeMessageVisibility", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"]
      Resource = [about.arn]
    }]
  }

  queue_request = { Sid = "QueueRequests", Effect = "Allow", Action = ["sqs:SendMessage"], Resource = [module.intake.queues.support_requests.arn] }

  # A run is told to go on by its own name below the function's; who may start one may not start another function.
  workflow_arn   = "arn:${local.partition}:lambda:${local.region}:${local.account}:function:${local.name}-article-workflow"
  answer_waiting = { Sid = "AnswerWaitingStep", Effect = "Allow", Action = ["lambda:SendDurableExecutionCallbackSuccess"], Resource = ["${local.workflow_arn}:*"] }
  start_workflow = { Sid = "StartWorkflow", Effect = "Allow", Action = ["lambda:InvokeFunction"], Resource = ["${local.workflow_arn}:live"] }
  tell_steps     = { Sid = "TellSteps", Effect = "Allow", Action = ["events:PutEvents"], Resource = [module.workflow.bus.arn] }

  start_refresh = [
    { Sid = "StartRefresh", Effect = "Allow", Action = ["states:StartExecution"], Resource = [module.refresh.state_machine_arn] },
    { Sid = "FollowRefresh", Effect = "Allow", Action = ["states:DescribeExecution"], Resource = ["${replace(module.refresh.state_machine_arn, ":stateMachine:", ":execution:")}:*"] },
  ]

  # An agent follows the side that serves.
  move_agent = [
    {
      Sid    = "SwitchAgent"
      Effect = "Allow"
      Action = ["bedrock:GetAgent", "bedrock:ListAgentKnowledgeBases", "bedrock:PrepareAgent", "bedrock:UpdateAgentKnowledgeBase"]
      # The last of them is asked of the agent and of the knowledge base.
      Resource = flatten([for agent in module.agent : concat([agent.agent_arn], local.knowledge_base_arns)])
    },
    {
      Sid      = "MoveAgentsAlias"
      Effect   = "Allow"
      Action   = ["bedrock:GetAgentAlias", "bedrock:UpdateAgentAlias"]
      Resource = flatten([for agent in module.agent : [agent.agent_arn, agent.alias_arn]])
    },
  ]

  ingest = [
    {
      # Which version serves, and no other row.
      Sid       = "MoveServing"
      Effect    = "Allow"
      Action    = ["dynamodb:ConditionCheckItem", "dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query", "dynamodb:UpdateItem"]
      Resource  = [module.store.table.arn]
      Condition = { "ForAllValues:StringEquals" = { "dynamodb:LeadingKeys" = ["serving"] } }
    },
    {
      Sid      = "CheckKnowledge"
      Effect   = "Allow"
      Action   = ["bedrock:GetDataSource", "bedrock:GetKnowledgeBase", "bedrock:ListIngestionJobs", "bedrock:Retrieve"]
      Resource = local.knowledge_base_arns
    },
  ]

  worker_statements = {
    zendesk-create-ticket = concat(local.use_table, local.read_secrets["zendesk-create-ticket"])

    due-work = concat(local.use_table, local.read_secrets["due-work"], [
      local.start_workflow,
      local.answer_waiting,
      local.queue_request,
      { Sid = "LookIntoDeadLetters", Effect = "Allow", Action = ["sqs:ReceiveMessage"], Resource = [module.intake.queues.support_requests.dead_letter_arn] },
      local.tell_steps,
      { Sid = "TellOperators", Effect = "Allow", Action = ["sns:Publish"], Resource = [module.intake.topics.failure] },
    ])

    work-ticket-events = concat(
      local.use_table,
      local.use_files["work-ticket-events"],
      local.read_secrets["work-ticket-events"],
      local.work_off.ticket_events,
      [{ Sid = "Reword", Effect = "Allow", Action = ["bedrock:InvokeModel"], Resource = local.model_arns.rewrite }],
    )

    # Distils what it is given, and asks nobody.
    email-distill = []
  }

  answerer_statements = {
    chat-stream     = concat(local.use_table, local.use_files["chat-stream"], local.read_secrets["chat-stream"], local.answer)
    lex-fulfillment = concat(local.use_table, local.use_files["lex-fulfillment"], local.read_secrets["lex-fulfillment"], local.answer)
    prove-gaps      = concat(local.use_table, local.use_files["prove-gaps"], local.answer)

    triage-requests = concat(
      local.use_table,
      local.use_files["triage-requests"],
      local.read_secrets["triage-requests"],
      local.work_off.support_requests,
      local.answer,
      [
        { Sid = "ReadRequests", Effect = "Allow", Action = ["bedrock:InvokeModel"], Resource = local.model_arns.triage },
        { Sid = "TellOperators", Effect = "Allow", Action = ["sns:Publish"], Resource = [module.intake.topics.success, module.intake.topics.failure] },
      ],
    )

    kb-ingest = concat(local.use_files["kb-ingest"], local.ingest, local.move_agent)
  }

  starter_statements = {
    chat = concat(
      local.use_table,
      local.use_files["chat"],
      local.read_secrets["chat"],
      local.answer,
      local.move_agent,
      local.start_refresh,
      [
        local.queue_request,
        { Sid = "QueueTicketEvents", Effect = "Allow", Action = ["sqs:SendMessage"], Resource = [module.intake.queues.ticket_events.arn] },
        local.start_workflow,
        local.answer_waiting,
      ],
    )

    article-workflow = concat(
      local.use_table,
      local.use_files["article-workflow"],
      local.answer,
      local.start_refresh,
      [
        local.tell_steps,
        { Sid = "TellOperators", Effect = "Allow", Action = ["sns:Publish"], Resource = [module.intake.topics.failure] },
        local.answer_waiting, # who decided before the run waited
      ],
    )
  }

  # Where nothing is configured for a statement it has no resource, and is left out.
  worker_policies   = { for name, statements in local.worker_statements : name => length(statements) == 0 ? null : jsonencode({ Version = "2012-10-17", Statement = [for one in statements : one if length(one.Resource) > 0] }) }
  answerer_policies = { for name, statements in local.answerer_statements : name => jsonencode({ Version = "2012-10-17", Statement = [for one in statements : one if length(one.Resource) > 0] }) }
  starter_policies  = { for name, statements in local.starter_statements : name => jsonencode({ Version = "2012-10-17", Statement = [for one in statements : one if length(one.Resource) > 0] }) }
}
