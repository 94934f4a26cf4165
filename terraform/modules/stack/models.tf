# Models of the configuration, by what asks them. Those of other providers are none of ours: functions on AWS ask Bedrock only.
locals {
  converse = local.assistant == "converse" ? local.config.assistant.converse : null

  services = {
    answers = [for use in ["answer", "reader", "ticket"] : try(local.converse[use], null)]
    triage  = [try(local.config.triage.model, null)]
    rewrite = [try(local.config.mail.rewrite, null)]
  }

  asked = { for use, services in local.services : use => [for service in services : { id = service.model, region = try(service.region, local.region) } if try(service.provider, "") == "bedrock"] }

  # `us.amazon.nova-lite-v1:0` is a profile, `amazon.nova-lite-v1:0` the model behind it.
  model_arns = {
    for use, models in local.asked : use => distinct(flatten([
      for model in models : [
        for profile in [regex("^(?:(us|us-gov|eu|apac|au|jp|ca|global)\\.)?(.+)$", model.id)] : concat(
          profile[0] == null ? [] : ["arn:${local.partition}:bedrock:${model.region}:${local.account}:inference-profile/${model.id}"],
          # A profile sends a call to whichever of its regions is free, so that the model behind it is allowed in each.
          ["arn:${local.partition}:bedrock:${profile[0] == null ? model.region : "*"}::foundation-model/${profile[1]}"],
        )
      ]
    ]))
  }

  model_ids = distinct(concat([for model in flatten(values(local.asked)) : model.id], [var.embedding.model_id]))
}
