variable "name" {
  description = "Prefix of all names, such as `threadwell-dev`."
  type        = string
}

variable "environment" {
  description = "What the functions give as the dimension `environment` of their metrics: `environment` of the output `site`."
  type        = string
}

variable "functions" {
  description = "Functions by their short names (`chat`, `chat-stream`, `lex-fulfillment`, `due-work`, `kb-ingest`, `triage-requests` …): outputs `function_name` and `log_group_name` of module lambda."
  type = map(object({
    function_name  = string
    log_group_name = string
  }))

  validation {
    condition     = alltrue([for key in ["chat", "chat-stream", "due-work", "kb-ingest", "triage-requests"] : contains(keys(var.functions), key)])
    error_message = "functions has chat, chat-stream, due-work, kb-ingest and triage-requests at least: alarms read their logs."
  }
}

variable "api" {
  description = "The HTTP API: `api_id` and `log_group_name` of module http_api."
  type = object({
    id             = string
    log_group_name = optional(string)
  })
}

variable "edge" {
  description = "CloudFront and its firewall: outputs of module edge; `certificate_arn` where the domain is your own."
  type = object({
    distribution_id = string
    web_acl_name    = string
    certificate_arn = optional(string)
  })
}

variable "refresh" {
  description = "The refresh: `state_machine_arn` of module kb_refresh, and after how many days without a success it is overdue."
  type = object({
    state_machine_arn = string
    overdue_days      = optional(number, 2)
  })

  validation {
    condition     = var.refresh.overdue_days >= 1 && var.refresh.overdue_days <= 7 && floor(var.refresh.overdue_days) == var.refresh.overdue_days
    error_message = "overdue_days is 1 to 7: an alarm looks back a week at most."
  }
}

variable "queues" {
  description = "Names of queues by a short name: `work` is worked off and grows old when nobody does, `dead_letters` should be empty."
  type = object({
    work         = map(string)
    dead_letters = map(string)
  })
}

variable "table_name" {
  description = "The table of module store."
  type        = string
}

variable "workflow_log_group_name" {
  description = "Where module workflow writes the bus's events."
  type        = string
}

variable "model_ids" {
  description = "Models that are asked, as Bedrock's metrics name them."
  type        = set(string)
}

variable "prices" {
  description = "Dollars for a million tokens, for the cost on the dashboard: those of the answering model, see `threadwell cost`."
  type = object({
    input  = number
    output = number
  })
}

variable "topic_arn" {
  description = "Who hears of alarms: the failure topic of module intake."
  type        = string
}

variable "alert_emails" {
  description = "Who hears of alarms that live in us-east-1 (CloudFront, certificate, cost), whose topic must be there."
  type        = set(string)
  default     = []
}

variable "runbook_base_url" {
  description = "Before the runbook in an alarm's text, with a slash at its end: `https://github.com/OWNER/REPOSITORY/blob/main/`. Empty: the path in the repository."
  type        = string
  default     = ""

  validation {
    condition     = var.runbook_base_url == "" || can(regex("^https://.+/$", var.runbook_base_url))
    error_message = "runbook_base_url is https and ends with a slash."
  }
}

variable "secret_age" {
  description = "After how many days secrets should be changed, and a number that grows when they are (the sum of the versions of module tickets): the days begin again with it."
  type = object({
    max_days = optional(number, 90)
    version  = optional(number, 0)
  })
  default = {}

  validation {
    condition     = var.secret_age.max_days >= 1
    error_message = "max_days is at least 1."
  }
}

variable "thresholds" {
  description = <<-EOT
    From which figure on somebody is told.
    - `first_event_ms`: the 95th percentile of the time until an answer begins.
    - `error_rate_percent`: answers that failed, of all.
    - `function_errors`: of one function in five minutes.
    - `queue_age_s`: how long work waits.
    - `model_failures`, `model_throttles`: in five minutes.
    - `api_errors`: answers 5xx of the HTTP API in five minutes.
    - `edge_error_percent`: answers 5xx of CloudFront, of all.
    - `monthly_cost_usd`: of the account so far this month; null is no alarm.
  EOT

  type = object({
    first_event_ms     = optional(number, 5000)
    error_rate_percent = optional(number, 5)
    function_errors    = optional(number, 3)
    queue_age_s        = optional(number, 900)
    model_failures     = optional(number, 5)
    model_throttles    = optional(number, 5)
    api_errors         = optional(number, 5)
    edge_error_percent = optional(number, 5)
    monthly_cost_usd   = optional(number)
  })
  default = {}
}
