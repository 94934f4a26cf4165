mock_provider "aws" {
  source = "../../tests/mocks"
}

variables {
  name = "threadwell-dev"
}

run "attacks_are_looked_for_in_what_visitors_write" {
  assert {
    condition     = [for filter in aws_bedrock_guardrail.chat.content_policy_config[0].filters_config : [filter.input_strength, filter.output_strength] if filter.type == "PROMPT_ATTACK"] == [["HIGH", "NONE"]]
    error_message = "Attacks are blocked at the least sign; for answers Bedrock takes NONE alone."
  }

  assert {
    condition     = length(aws_bedrock_guardrail.chat.content_policy_config[0].filters_config) == 6 && alltrue([for filter in aws_bedrock_guardrail.chat.content_policy_config[0].filters_config : filter.output_strength == "HIGH" || filter.type == "PROMPT_ATTACK"])
    error_message = "No answer is hateful, lewd or violent."
  }

  assert {
    condition     = alltrue([for text in [aws_bedrock_guardrail.chat.blocked_input_messaging, aws_bedrock_guardrail.chat.blocked_outputs_messaging] : length(text) <= 500])
    error_message = "Bedrock takes messages of at most 500 characters."
  }
}

run "a_ticket_keeps_its_address" {
  assert {
    condition     = length(setintersection(["EMAIL", "PHONE", "NAME", "URL", "IP_ADDRESS", "PASSWORD"], aws_bedrock_guardrail.chat.sensitive_information_policy_config[0].pii_entities_config[*].type)) == 0
    error_message = "Support answers to an address, and docs quote hosts and example passwords."
  }

  assert {
    condition     = alltrue([for entity in aws_bedrock_guardrail.chat.sensitive_information_policy_config[0].pii_entities_config : entity.action == "ANONYMIZE"])
    error_message = "Who pastes a key is helped all the same."
  }
}

run "a_published_version_serves" {
  assert {
    condition     = output.version == "1" && aws_bedrock_guardrail_version.chat.guardrail_arn == output.arn && aws_bedrock_guardrail_version.chat.skip_destroy
    error_message = "The version is a number of this guardrail, and stays for those who still ask for it."
  }

  assert {
    condition     = length(aws_bedrock_guardrail.chat.cross_region_config) == 0
    error_message = "Texts stay in the region unless a profile is named."
  }

  assert {
    condition     = output.arns == [output.arn]
    error_message = "Without a profile the guardrail alone is applied."
  }
}

run "other_languages_by_a_profile" {
  variables {
    cross_region_profile = "eu.guardrail.v1:0"
  }

  assert {
    condition     = aws_bedrock_guardrail.chat.cross_region_config[0].guardrail_profile_identifier == "arn:aws:bedrock:us-east-1:123456789012:guardrail-profile/eu.guardrail.v1:0" && aws_bedrock_guardrail.chat.content_policy_config[0].tier_config[0].tier_name == "STANDARD"
    error_message = "The standard tier goes with a profile and with nothing else; the provider takes its ARN alone."
  }

  assert {
    condition     = output.arns == [output.arn, "arn:aws:bedrock:*:123456789012:guardrail-profile/eu.guardrail.v1:0"]
    error_message = "Who applies it may use its profile in whichever region that chooses."
  }
}

run "refuses_what_is_no_profile" {
  command = plan

  variables {
    cross_region_profile = "eu-central-1"
  }

  expect_failures = [var.cross_region_profile]
}
