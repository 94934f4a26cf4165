mock_provider "aws" {
  source = "../../tests/mocks"
}

variables {
  name             = "threadwell-dev"
  foundation_model = "us.amazon.nova-pro-v1:0"
  ticket_function = {
    function_name = "threadwell-dev-zendesk-create-ticket"
    alias_name    = "live"
    alias_arn     = "arn:aws:lambda:us-east-1:123456789012:function:threadwell-dev-zendesk-create-ticket:live"
  }
  openapi = file("../../../runtime/tickets/create-support-ticket.openapi.json")
  knowledge_bases = {
    blue  = { knowledge_base_id = "KBBLUE0001", arn = "arn:aws:bedrock:us-east-1:123456789012:knowledge-base/KBBLUE0001" }
    green = { knowledge_base_id = "KBGREEN001", arn = "arn:aws:bedrock:us-east-1:123456789012:knowledge-base/KBGREEN001" }
  }
  guardrail = { id = "gr0mock0guard", version = "3", arns = ["arn:aws:bedrock:us-east-1:123456789012:guardrail/gr0mock0guard", "arn:aws:bedrock:*:123456789012:guardrail-profile/us.guardrail.v1:0"] }
}

run "the_agent_has_what_a_refresh_switches" {
  assert {
    condition = {
      (aws_bedrockagent_agent_knowledge_base_association.blue.knowledge_base_id)  = aws_bedrockagent_agent_knowledge_base_association.blue.knowledge_base_state
      (aws_bedrockagent_agent_knowledge_base_association.green.knowledge_base_id) = aws_bedrockagent_agent_knowledge_base_association.green.knowledge_base_state
    } == { KBBLUE0001 = "ENABLED", KBGREEN001 = "DISABLED" }
    error_message = "Both sides are associated with the draft, and one is searched."
  }

  assert {
    condition     = length(aws_bedrockagent_agent.support.instruction) >= 40 && length(aws_bedrockagent_agent.support.instruction) <= 4000
    error_message = "Bedrock takes instructions of 40 to 4,000 characters."
  }

  assert {
    condition     = aws_bedrockagent_agent.support.guardrail_configuration[0].guardrail_identifier == "gr0mock0guard" && aws_bedrockagent_agent.support.guardrail_configuration[0].guardrail_version == "3"
    error_message = "The agent is judged by the published guardrail."
  }

  assert {
    condition     = output.agent_id == "AGENT00001" && output.alias_id == "ALIAS00001"
    error_message = "The stack's names have the agent and its alias."
  }
}

run "the_action_is_the_file_and_asks_first" {
  assert {
    condition     = jsondecode(aws_bedrockagent_agent_action_group.tickets.api_schema[0].payload).paths["/support/tickets"].post["x-requireConfirmation"] == "ENABLED"
    error_message = "Nothing is filed that the visitor did not confirm."
  }

  assert {
    condition     = aws_bedrockagent_agent_action_group.tickets.action_group_executor[0].lambda == var.ticket_function.alias_arn
    error_message = "The alias is called, so that a rollback is one for the agent too."
  }

  assert {
    condition = alltrue([
      aws_lambda_permission.agent.principal == "bedrock.amazonaws.com",
      aws_lambda_permission.agent.qualifier == "live",
      aws_lambda_permission.agent.source_arn == output.agent_arn,
      aws_lambda_permission.agent.source_account == "123456789012",
    ])
    error_message = "Only this agent may call the function, and by its alias."
  }

  assert {
    condition     = aws_bedrockagent_agent_action_group.tickets.prepare_agent && aws_bedrockagent_agent.support.prepare_agent
    error_message = "Another action is prepared before it is released."
  }
}

run "its_role_reaches_one_model_and_both_sides" {
  assert {
    condition = { for statement in jsondecode(aws_iam_role_policy.agent.policy).Statement : statement.Sid => statement.Resource } == {
      Think                  = ["arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.amazon.nova-pro-v1:0", "arn:aws:bedrock:*::foundation-model/amazon.nova-pro-v1:0"]
      Search                 = ["arn:aws:bedrock:us-east-1:123456789012:knowledge-base/KBBLUE0001", "arn:aws:bedrock:us-east-1:123456789012:knowledge-base/KBGREEN001"]
      BeJudged               = ["arn:aws:bedrock:us-east-1:123456789012:guardrail/gr0mock0guard", "arn:aws:bedrock:*:123456789012:guardrail-profile/us.guardrail.v1:0"]
      FindModelsOfTheProfile = ["arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.amazon.nova-pro-v1:0"]
    }
    error_message = "A profile needs itself and the model behind it, and nothing is allowed on all resources."
  }
}

run "a_model_of_the_region_needs_no_profile" {
  variables {
    foundation_model = "amazon.nova-pro-v1:0"
  }

  assert {
    condition     = [for statement in jsondecode(aws_iam_role_policy.agent.policy).Statement : statement.Resource if statement.Sid == "Think"] == [["arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-pro-v1:0"]]
    error_message = "Then the model of this region is all."
  }

  assert {
    condition     = aws_bedrockagent_agent_alias.live.description != run.its_role_reaches_one_model_and_both_sides.release
    error_message = "Another model is another release."
  }
}

run "refuses_an_action_that_does_not_ask" {
  command = plan

  variables {
    openapi = "{\"paths\":{\"/support/tickets\":{\"post\":{\"operationId\":\"create\",\"description\":\"Creates.\"}}}}"
  }

  expect_failures = [var.openapi]
}

run "refuses_a_draft_of_the_guardrail" {
  command = plan

  variables {
    guardrail = { id = "gr0mock0guard", version = "DRAFT", arns = ["arn:aws:bedrock:us-east-1:123456789012:guardrail/gr0mock0guard"] }
  }

  expect_failures = [var.guardrail]
}
