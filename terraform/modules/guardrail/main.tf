data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_region" "current" {}

locals {
  # The provider takes the ARN of a profile alone, by whatever name it is known in this region.
  profile_arns = [for profile in var.cross_region_profile[*] : "arn:${data.aws_partition.current.partition}:bedrock:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:guardrail-profile/${profile}"]

  filters = {
    # Instructions in what was written outside. Only what visitors write is judged: for answers Bedrock takes NONE alone.
    PROMPT_ATTACK = { input = "HIGH", output = "NONE" }
    # Somebody whose system is down is not always polite.
    INSULTS    = { input = "LOW", output = "HIGH" }
    HATE       = { input = "MEDIUM", output = "HIGH" }
    MISCONDUCT = { input = "MEDIUM", output = "HIGH" }
    SEXUAL     = { input = "HIGH", output = "HIGH" }
    VIOLENCE   = { input = "MEDIUM", output = "HIGH" }
  }

  # What no support team asks for, and no answer may repeat. Not among them: e-mail addresses and telephone numbers, which a ticket is about;
  # addresses of hosts and passwords, which docs give as examples, and an example that was masked is a wrong quote.
  masked = [
    "AWS_ACCESS_KEY",
    "AWS_SECRET_KEY",
    "CREDIT_DEBIT_CARD_CVV",
    "CREDIT_DEBIT_CARD_NUMBER",
    "INTERNATIONAL_BANK_ACCOUNT_NUMBER",
    "PIN",
    "US_SOCIAL_SECURITY_NUMBER",
  ]
}

resource "aws_bedrock_guardrail" "chat" {
  name                      = "${var.name}-chat"
  description               = "Judges what was written outside, and what is answered."
  blocked_input_messaging   = "I cannot help with that. Please ask about the product, or write to the support team."
  blocked_outputs_messaging = "I cannot give that answer. Please write to the support team."

  content_policy_config {
    dynamic "filters_config" {
      for_each = local.filters

      content {
        type            = filters_config.key
        input_strength  = filters_config.value.input
        output_strength = filters_config.value.output
      }
    }

    dynamic "tier_config" {
      for_each = var.cross_region_profile == null ? [] : ["STANDARD"]

      content {
        tier_name = tier_config.value
      }
    }
  }

  sensitive_information_policy_config {
    dynamic "pii_entities_config" {
      for_each = local.masked

      content {
        type   = pii_entities_config.value
        action = "ANONYMIZE"
      }
    }
  }

  dynamic "cross_region_config" {
    for_each = local.profile_arns

    content {
      guardrail_profile_identifier = cross_region_config.value
    }
  }
}

# A version is a snapshot, and nothing ties it to later edits: each edit publishes another one. The old ones stay, since a function or an
# agent that was not yet deployed again goes on asking for its own.
resource "aws_bedrock_guardrail_version" "chat" {
  guardrail_arn = aws_bedrock_guardrail.chat.guardrail_arn
  description   = "Published by Terraform."
  skip_destroy  = true

  lifecycle {
    replace_triggered_by = [aws_bedrock_guardrail.chat]
  }
}
