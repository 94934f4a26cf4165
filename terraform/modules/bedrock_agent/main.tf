data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_region" "current" {}

locals {
  partition = data.aws_partition.current.partition
  account   = data.aws_caller_identity.current.account_id
  region    = data.aws_region.current.region

  # Models take a hyphen in the name of an agent or an action for a minus.
  agent_name   = "${replace(var.name, "-", "_")}_support"
  instruction  = file("${path.module}/instruction.md")
  search_first = "Product docs and articles from solved support cases. Search it for every question about the product before answering."
}

resource "aws_bedrockagent_agent" "support" {
  agent_name                  = local.agent_name
  description                 = "Answers from the knowledge base and prepares support tickets."
  agent_resource_role_arn     = aws_iam_role.agent.arn
  foundation_model            = var.foundation_model
  instruction                 = local.instruction
  idle_session_ttl_in_seconds = 1800
  prepare_agent               = true
  skip_resource_in_use_check  = true

  guardrail_configuration {
    guardrail_identifier = var.guardrail.id
    guardrail_version    = var.guardrail.version
  }

  depends_on = [aws_iam_role_policy.agent]
}

# One change to an agent at a time: two that prepare it at once fail. So everything below waits for what stands above it. What may change later
# prepares the draft itself, since a release is a snapshot of what was prepared.
resource "aws_bedrockagent_agent_action_group" "ask" {
  agent_id                      = aws_bedrockagent_agent.support.agent_id
  agent_version                 = "DRAFT"
  action_group_name             = "ask_the_visitor"
  parent_action_group_signature = "AMAZON.UserInput"
  prepare_agent                 = false
  skip_resource_in_use_check    = true
}

resource "aws_bedrockagent_agent_action_group" "tickets" {
  agent_id                   = aws_bedrockagent_agent.support.agent_id
  agent_version              = "DRAFT"
  action_group_name          = "tickets"
  description                = "Support tickets that the visitor confirmed."
  prepare_agent              = true
  skip_resource_in_use_check = true

  action_group_executor {
    lambda = var.ticket_function.alias_arn
  }

  api_schema {
    payload = var.openapi
  }

  depends_on = [aws_bedrockagent_agent_action_group.ask]
}

resource "aws_bedrockagent_agent_knowledge_base_association" "blue" {
  agent_id             = aws_bedrockagent_agent.support.agent_id
  knowledge_base_id    = var.knowledge_bases.blue.knowledge_base_id
  description          = local.search_first
  knowledge_base_state = "ENABLED"

  lifecycle {
    # A refresh enables the side that it proved, and disables the other (core/aws/agent-switch.ts).
    ignore_changes = [knowledge_base_state]
  }

  depends_on = [aws_bedrockagent_agent_action_group.tickets]
}

resource "aws_bedrockagent_agent_knowledge_base_association" "green" {
  agent_id             = aws_bedrockagent_agent.support.agent_id
  knowledge_base_id    = var.knowledge_bases.green.knowledge_base_id
  description          = local.search_first
  knowledge_base_state = "DISABLED"

  lifecycle {
    # As above.
    ignore_changes = [knowledge_base_state]
  }

  depends_on = [aws_bedrockagent_agent_knowledge_base_association.blue]
}

resource "aws_lambda_permission" "agent" {
  statement_id   = "AllowBedrockAgent"
  action         = "lambda:InvokeFunction"
  function_name  = var.ticket_function.function_name
  qualifier      = var.ticket_function.alias_name
  principal      = "bedrock.amazonaws.com"
  source_account = local.account
  source_arn     = aws_bedrockagent_agent.support.agent_arn
}

# Bedrock has no call that makes a version: an alias that is made or changed without saying where it leads takes a snapshot of the draft and
# leads there. So the description changes whenever something does that makes the agent what it is.
#
# Refreshes move the alias in the same way. `routing_configuration` is therefore not written here, and not in ignore_changes either: with it the
# provider would send the old version along, and nothing would ever be released.
resource "aws_bedrockagent_agent_alias" "live" {
  agent_id         = aws_bedrockagent_agent.support.agent_id
  agent_alias_name = "live"
  description = "release ${substr(sha256(jsonencode([
    local.instruction,
    local.search_first,
    var.foundation_model,
    var.guardrail.id,
    var.guardrail.version,
    var.openapi,
    var.ticket_function.alias_arn,
    var.knowledge_bases,
  ])), 0, 12)}"

  depends_on = [
    aws_bedrockagent_agent_knowledge_base_association.green,
    aws_lambda_permission.agent,
  ]
}
