variable "environment" {
  description = "Which of them it is, such as `dev`: part of every name, `threadwell-dev-…`."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,14}[a-z0-9]$", var.environment))
    error_message = "It must be 3 to 16 of a-z, 0-9 and -: names of functions have it in them."
  }
}

variable "is_prod" {
  description = "Protects what people would miss: the table, files, accounts and images cannot be destroyed by accident."
  type        = bool
}

variable "dist" {
  description = "The folder that `npm run build` writes, with `lambda/NAME.zip`."
  type        = string
}

variable "config" {
  description = "The text of `threadwell.config.json` in that folder, which is the one in the zips."
  type        = string

  validation {
    condition     = can(jsondecode(var.config).brand.fallbackEmail) && can(jsondecode(var.config).origins) && can(jsondecode(var.config).schedule)
    error_message = "It must be the configuration as the build writes it, with every default."
  }

  validation {
    condition     = alltrue([for origin in try(jsondecode(var.config).origins, []) : can(regex("^https://[a-z0-9.-]+(:[0-9]+)?$", origin))])
    error_message = "Each of `origins` of the configuration must be `https://HOST`, without a path and never `*`."
  }

  validation {
    condition     = try(jsondecode(var.config).assistant.name, "") != "converse" || try(jsondecode(var.config).assistant.converse.answer.provider, "") == "bedrock"
    error_message = "The converse assistant wants `assistant.converse.answer` of the provider `bedrock`: functions on AWS ask no other."
  }

  validation {
    condition = !var.guardrail.enabled || alltrue([
      for use in ["answer", "reader", "ticket"] : try(jsondecode(var.config).assistant.converse[use].region, data.aws_region.current.region) == data.aws_region.current.region
    ])
    error_message = "A guardrail is known in its own region alone: a model of `assistant.converse` with another `region` would refuse every call. Leave `region` out (an inference profile reaches further), or set `guardrail = { enabled = false }`."
  }

  validation {
    condition     = try(jsondecode(var.config).assistant.name, "") != "bedrock-agent" || var.agent.enabled
    error_message = "The configuration wants the bedrock-agent assistant: set `agent = { enabled = true, foundation_model = … }`, or choose converse."
  }
}

variable "allowed_origins" {
  description = "Sites whose pages carry the chat, as `origins` of the configuration has them: a list to be read beside the other settings. Null: whatever stands there."
  type        = set(string)
  default     = null

  validation {
    condition     = var.allowed_origins == null || try(var.allowed_origins == toset(jsondecode(var.config).origins), false)
    error_message = "It must be the same list as `origins` of the configuration: the functions go by that one. Change it there and build again."
  }
}

variable "domain" {
  description = "Your own domain, its certificate, which CloudFront wants in us-east-1, and where Route 53 of this account holds it the id of its zone. Null: the domain that CloudFront gives."
  type = object({
    name            = string
    certificate_arn = string
    zone_id         = optional(string)
  })
  default = null
}

variable "origin_secret" {
  description = "What CloudFront sends as `x-threadwell-origin`: 32 to 128 letters, digits, dashes or underscores, such as `openssl rand -hex 32` prints."
  type        = string
  sensitive   = true
}

variable "secret_values" {
  description = <<-EOT
    Secrets that are written and never kept in plan or state, of which only those are needed whose version is above 0:
    - `zendesk_api_token`: the token alone.
    - `zendesk_webhook_secret`: what Zendesk signs its webhook with.
    - `origin`: only while `origin_secret` is changed, two lines, the new one last.
  EOT
  type = object({
    zendesk_api_token      = optional(string)
    zendesk_webhook_secret = optional(string)
    origin                 = optional(string)
  })
  sensitive = true
  ephemeral = true
  nullable  = false
  default   = {}
}

variable "secret_versions" {
  description = "By secret the number of its value: a higher one writes the value anew. At 0 it is put there by other means."
  type = object({
    zendesk_api_token      = optional(number, 0)
    zendesk_webhook_secret = optional(number, 0)
    origin                 = optional(number, 0)
  })
  nullable = false
  default  = {}
}

variable "secret_max_days" {
  description = "After how many days somebody is reminded to change the secrets."
  type        = number
  nullable    = false
  default     = 90
}

variable "alert_emails" {
  description = "Who is told what failed and what costs too much. AWS asks each to confirm, twice: for the region and for us-east-1."
  type        = set(string)
  nullable    = false
  default     = []
}

variable "notice_emails" {
  description = "Who is told what succeeded: refreshes, requests that were triaged."
  type        = set(string)
  nullable    = false
  default     = []
}

variable "embedding" {
  description = "The foundation model that makes vectors, and their dimensions. Another one replaces both knowledge bases."
  type = object({
    model_id   = optional(string, "amazon.titan-embed-text-v2:0")
    dimensions = optional(number, 1024)
  })
  nullable = false
  default  = {}
}

variable "guardrail" {
  description = "Whether a guardrail judges what was written outside, and its profile for more languages, such as `us.guardrail.v1:0`."
  type = object({
    enabled              = optional(bool, true)
    cross_region_profile = optional(string)
  })
  nullable = false
  default  = {}
}

variable "agent" {
  description = "A Bedrock agent, for accounts that had one before 2026-07-30, and its model. It is asked where the configuration says `bedrock-agent`."
  type = object({
    enabled          = optional(bool, false)
    foundation_model = optional(string)
  })
  nullable = false
  default  = {}

  validation {
    condition     = !var.agent.enabled || (var.agent.foundation_model != null && var.guardrail.enabled)
    error_message = "An agent wants a `foundation_model`, and the guardrail."
  }
}

variable "connect" {
  description = "Connect and Lex: off, into an instance of yours (`instance_id`), or into a new one, which Terraform never destroys."
  type = object({
    enabled        = optional(bool, false)
    instance_id    = optional(string)
    instance_alias = optional(string)
  })
  nullable = false
  default  = {}
}

variable "functions" {
  description = "By the name of a function what it shall have other than it has: `memory_mb`, `timeout_s`, `log_level`. `npm run bench cold` and the logs' memory lines tell what is enough."
  type = map(object({
    memory_mb = optional(number)
    timeout_s = optional(number)
    log_level = optional(string)
  }))
  nullable = false
  default  = {}

  validation {
    condition = length(setsubtract(keys(var.functions), [
      "article-workflow", "chat", "chat-stream", "due-work", "email-distill", "kb-ingest", "lex-fulfillment", "prove-gaps", "triage-requests",
      "work-ticket-events", "zendesk-create-ticket",
    ])) == 0
    error_message = "There is no function of that name; `terraform output log_groups` lists them."
  }

  validation {
    condition     = try(coalesce(var.functions["chat"].timeout_s, 29), 29) <= 30 && try(coalesce(var.functions["due-work"].timeout_s, 55), 55) < 60 && try(coalesce(var.functions["prove-gaps"].timeout_s, 290), 290) < 300
    error_message = "The chat ends before the HTTP API does (30 s), and what a schedule calls before it is called again (60 s, 300 s)."
  }
}

variable "function_versions" {
  description = "By the name of a function an earlier version that shall serve again. Left out, the newest does."
  type        = map(string)
  nullable    = false
  default     = {}
}

variable "provisioned_concurrency" {
  description = "Environments of the chat, and of the chat that streams, that are kept warm and paid for. 0: a first visitor waits half a second longer."
  type        = number
  nullable    = false
  default     = 0
}

variable "reserve_concurrency" {
  description = "Whether the function that asks open questions again may run once only. False in an account whose limit of concurrent executions is 10 still: Lambda reserves nothing there."
  type        = bool
  nullable    = false
  default     = true
}

variable "function_network" {
  description = "Subnets and security groups with a fixed address outside, where Zendesk lists who may call it. It costs a NAT gateway. Null: the internet."
  type = object({
    subnet_ids         = set(string)
    security_group_ids = set(string)
  })
  default = null
}

variable "approval_hours" {
  description = "Hours that the making of an article may take with all its waits for people. What one step waits is said when it is started, a day unless told."
  type        = number
  nullable    = false
  default     = 336

  validation {
    condition     = var.approval_hours >= 24 && var.approval_hours <= 8784
    error_message = "It must be 24 to 8784 hours: a day at least, 366 days at most."
  }
}

variable "log_retention_days" {
  description = "Days that every log is kept."
  type        = number
}

variable "state_retention" {
  description = "Days that files are kept: `workflow_days`, `upload_days`, `raw_ticket_days`, and replaced or removed ones `noncurrent_days`."
  type = object({
    workflow_days   = optional(number, 14)
    upload_days     = optional(number, 90)
    raw_ticket_days = optional(number, 400)
    noncurrent_days = optional(number, 30)
  })
  nullable = false
  default  = {}
}

variable "xray" {
  description = "Whether calls are traced."
  type        = bool
  nullable    = false
  default     = true
}

variable "access_logs" {
  description = "Whether each call of the HTTP API is a line of a log."
  type        = bool
  nullable    = false
  default     = true
}

variable "edge_access_logs" {
  description = "Whether each request that CloudFront answers is a line of a log in us-east-1, without who sent it."
  type        = bool
  nullable    = false
  default     = false
}

variable "throttling" {
  description = "Requests a second over all routes of the HTTP API, and how many may come at once."
  type = object({
    rate_limit  = optional(number, 50)
    burst_limit = optional(number, 100)
  })
  nullable = false
  default  = {}
}

variable "firewall_rate_limit" {
  description = "Requests that one address may send in five minutes."
  type        = number
  nullable    = false
  default     = 1000
}

variable "price_class" {
  description = "Where CloudFront answers: PriceClass_100 is North America and Europe, PriceClass_All everywhere."
  type        = string
  nullable    = false
  default     = "PriceClass_100"
}

variable "session_hours" {
  description = "How long a curator stays signed in."
  type        = number
  nullable    = false
  default     = 12
}

variable "desk_origins" {
  description = "Origins besides the public one whose desk people sign in to, such as `http://localhost:8787` while it is developed."
  type        = set(string)
  nullable    = false
  default     = []
}

variable "network" {
  description = "Where the crawl runs: a VPC, subnets with a way to the internet, and whether it gets a public address there (false behind a NAT gateway). Null: the account's default VPC."
  type = object({
    vpc_id           = string
    subnet_ids       = list(string)
    assign_public_ip = optional(bool, true)
  })
  default = null
}

variable "image_tag" {
  description = "Which image of pipelines/Dockerfile crawls, by the commit that it was built from. Before the first push any name will do; the crawl then fails and says so."
  type        = string
  nullable    = false
  default     = "none-yet"
}

variable "crawl_task" {
  description = "What a crawl may use: `cpu` in units of 1/1024 and `memory_mb`, as Fargate pairs them."
  type = object({
    cpu       = optional(number, 1024)
    memory_mb = optional(number, 2048)
  })
  nullable = false
  default  = {}
}

variable "schedule" {
  description = "Whether docs are crawled by the schedule of the configuration, in which time zone it is read, and after how many days without a success somebody is told."
  type = object({
    enabled      = optional(bool, true)
    timezone     = optional(string, "UTC")
    overdue_days = optional(number, 2)
  })
  nullable = false
  default  = {}
}

variable "prices" {
  description = "Dollars for a million tokens of the answering model, for the cost on the dashboard; `threadwell cost` knows them. At 0 it shows none."
  type = object({
    input  = number
    output = number
  })
  nullable = false
  default  = { input = 0, output = 0 }
}

variable "thresholds" {
  description = "From which figure on somebody is told; see module observability."
  type = object({
    first_event_ms     = optional(number)
    error_rate_percent = optional(number)
    function_errors    = optional(number)
    queue_age_s        = optional(number)
    model_failures     = optional(number)
    model_throttles    = optional(number)
    api_errors         = optional(number)
    edge_error_percent = optional(number)
    monthly_cost_usd   = optional(number)
  })
  nullable = false
  default  = {}
}

variable "monthly_budget_usd" {
  description = "Dollars a month that a budget tells of at half, most and all of it. Null: no budget."
  type        = number
  default     = null

  validation {
    condition     = var.monthly_budget_usd == null || length(var.alert_emails) > 0
    error_message = "A budget tells `alert_emails`, of which there are none."
  }
}

variable "budget_by_tag" {
  description = "Whether the budget counts this environment alone, by its tag `Environment`, which then has to be activated as a cost allocation tag in Billing: before that it counts nothing. Otherwise the whole account."
  type        = bool
  nullable    = false
  default     = false
}

variable "runbook_base_url" {
  description = "Before the runbook in an alarm's text, with a slash at its end: `https://github.com/OWNER/REPOSITORY/blob/main/`."
  type        = string
  nullable    = false
  default     = ""
}
