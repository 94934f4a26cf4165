variable "region" {
  description = "Where everything is, such as `us-east-1`; S3 Vectors and the models must be there."
  type        = string

  validation {
    condition     = can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]$", var.region))
    error_message = "It must be a region such as `eu-west-1`."
  }
}

variable "account_id" {
  description = "The account that this is for: with credentials of another one nothing happens."
  type        = string

  validation {
    condition     = can(regex("^[0-9]{12}$", var.account_id))
    error_message = "It must be twelve digits."
  }
}

variable "allowed_origins" {
  description = "Sites whose pages carry the chat, as `origins` of the configuration has them: a list to be read beside the other settings. Null: whatever stands there."
  type        = set(string)
  default     = null
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
  default   = null
}

variable "secret_versions" {
  description = "By secret the number of its value: a higher one writes the value anew. At 0 it is put there by other means."
  type = object({
    zendesk_api_token      = optional(number, 0)
    zendesk_webhook_secret = optional(number, 0)
    origin                 = optional(number, 0)
  })
  default = null
}

variable "secret_max_days" {
  description = "After how many days somebody is reminded to change the secrets."
  type        = number
  default     = null
}

variable "alert_emails" {
  description = "Who is told what failed and what costs too much; prod wants somebody. AWS asks each to confirm, twice: for the region and for us-east-1."
  type        = set(string)
  default     = null

  validation {
    condition     = !local.is_prod || length(coalesce(var.alert_emails, [])) > 0
    error_message = "Alarms of prod tell nobody: name at least one address in alert_emails."
  }
}

variable "notice_emails" {
  description = "Who is told what succeeded: refreshes, requests that were triaged."
  type        = set(string)
  default     = null
}

variable "embedding" {
  description = "The foundation model that makes vectors, and their dimensions. Another one replaces both knowledge bases."
  type = object({
    model_id   = optional(string, "amazon.titan-embed-text-v2:0")
    dimensions = optional(number, 1024)
  })
  default = null
}

variable "guardrail" {
  description = "Whether a guardrail judges what was written outside, and its profile for more languages, such as `us.guardrail.v1:0`."
  type = object({
    enabled              = optional(bool, true)
    cross_region_profile = optional(string)
  })
  default = null
}

variable "agent" {
  description = "A Bedrock agent, for accounts that had one before 2026-07-30, and its model. It is asked where the configuration says `bedrock-agent`."
  type = object({
    enabled          = optional(bool, false)
    foundation_model = optional(string)
  })
  default = null
}

variable "connect" {
  description = "Connect and Lex: off, into an instance of yours (`instance_id`), or into a new one, which Terraform never destroys."
  type = object({
    enabled        = optional(bool, false)
    instance_id    = optional(string)
    instance_alias = optional(string)
  })
  default = null
}

variable "functions" {
  description = "By the name of a function what it shall have other than it has: `memory_mb`, `timeout_s`, `log_level`. `npm run bench cold` and the logs' memory lines tell what is enough."
  type = map(object({
    memory_mb = optional(number)
    timeout_s = optional(number)
    log_level = optional(string)
  }))
  default = null
}

variable "function_versions" {
  description = "By the name of a function an earlier version that shall serve again. Left out, the newest does."
  type        = map(string)
  default     = null
}

variable "provisioned_concurrency" {
  description = "Environments of the chat, and of the chat that streams, that are kept warm and paid for. 0: a first visitor waits half a second longer. Null: what the environment has."
  type        = number
  default     = null
}

variable "reserve_concurrency" {
  description = "Whether the function that asks open questions again may run once only. False in an account whose limit of concurrent executions is 10 still: Lambda reserves nothing there."
  type        = bool
  default     = null
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
  default     = null
}

variable "log_retention_days" {
  description = "Days that every log is kept. Null: what the environment has."
  type        = number
  default     = null
}

variable "state_retention" {
  description = "Days that files are kept: `workflow_days`, `upload_days`, `raw_ticket_days`, and replaced or removed ones `noncurrent_days`."
  type = object({
    workflow_days   = optional(number, 14)
    upload_days     = optional(number, 90)
    raw_ticket_days = optional(number, 400)
    noncurrent_days = optional(number, 30)
  })
  default = null
}

variable "xray" {
  description = "Whether calls are traced."
  type        = bool
  default     = null
}

variable "access_logs" {
  description = "Whether each call of the HTTP API is a line of a log."
  type        = bool
  default     = null
}

variable "edge_access_logs" {
  description = "Whether each request that CloudFront answers is a line of a log in us-east-1, without who sent it."
  type        = bool
  default     = null
}

variable "throttling" {
  description = "Requests a second over all routes of the HTTP API, and how many may come at once."
  type = object({
    rate_limit  = optional(number, 50)
    burst_limit = optional(number, 100)
  })
  default = null
}

variable "firewall_rate_limit" {
  description = "Requests that one address may send in five minutes."
  type        = number
  default     = null
}

variable "price_class" {
  description = "Where CloudFront answers: PriceClass_100 is North America and Europe, PriceClass_All everywhere."
  type        = string
  default     = null
}

variable "session_hours" {
  description = "How long a curator stays signed in."
  type        = number
  default     = null
}

variable "desk_origins" {
  description = "Origins besides the public one whose desk people sign in to, such as `http://localhost:8787` while it is developed."
  type        = set(string)
  default     = null
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
  default     = null
}

variable "crawl_task" {
  description = "What a crawl may use: `cpu` in units of 1/1024 and `memory_mb`, as Fargate pairs them."
  type = object({
    cpu       = optional(number, 1024)
    memory_mb = optional(number, 2048)
  })
  default = null
}

variable "schedule" {
  description = "Whether docs are crawled by the schedule of the configuration, in which time zone it is read, and after how many days without a success somebody is told."
  type = object({
    enabled      = optional(bool, true)
    timezone     = optional(string, "UTC")
    overdue_days = optional(number, 2)
  })
  default = null
}

variable "prices" {
  description = "Dollars for a million tokens of the answering model, for the cost on the dashboard; `threadwell cost` knows them. At 0 it shows none."
  type = object({
    input  = number
    output = number
  })
  default = null
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
  default = null
}

variable "monthly_budget_usd" {
  description = "Dollars a month that a budget tells of at half, most and all of it. Null: no budget."
  type        = number
  default     = null
}

variable "budget_by_tag" {
  description = "Whether the budget counts this environment alone, by its tag `Environment`, which then has to be activated as a cost allocation tag in Billing: before that it counts nothing. Otherwise the whole account."
  type        = bool
  default     = null
}

variable "runbook_base_url" {
  description = "Before the runbook in an alarm's text, with a slash at its end: `https://github.com/OWNER/REPOSITORY/blob/main/`."
  type        = string
  default     = null
}
