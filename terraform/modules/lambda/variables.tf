variable "name" {
  description = "Name of the function with its prefix, such as `threadwell-dev-chat`; role, log group and policies are named after it."
  type        = string

  validation {
    # A role has 64 characters, and a function with its alias as well.
    condition     = can(regex("^[a-z][a-z0-9-]{1,57}$", var.name))
    error_message = "The name of a function is 2 to 58 lower-case letters, digits and dashes."
  }
}

variable "function" {
  description = <<-EOT
    The function.
    - `description`: one line for the console.
    - `package`: path of its zip, as `npm run build` writes it (`dist/lambda/NAME.zip`).
    - `handler`: exported function of the bundle.
    - `memory_mb`: 128 to 10240; processor time grows with it.
    - `timeout_s`: at most 900; 30 or less behind the HTTP API.
    - `environment`: variables, 4 KB in all. No secrets: functions read those by name.
    - `policy_json`: what it may do besides writing its log; null where that is all.
    - `reserved_concurrency`: upper limit that is also set aside; null shares the account's.
    - `provisioned_concurrency`: environments kept warm on the alias; 0 is none.
    - `dead_letter_arn`: queue of SQS for events that failed for good, of functions called without waiting.
    - `vpc`: subnets and security groups for a way out with a fixed address; null is the internet.
    - `durable`: makes it a durable function. `execution_timeout_s` bounds a whole run with its waits, `retention_days` is how long a finished run can be read.
    - `log_retention_days`, `log_level`: of its log group.
    - `xray`: whether traces are sent.
  EOT

  type = object({
    description             = string
    package                 = string
    handler                 = optional(string, "index.handler")
    memory_mb               = optional(number, 512)
    timeout_s               = optional(number, 29)
    environment             = optional(map(string), {})
    policy_json             = optional(string)
    reserved_concurrency    = optional(number)
    provisioned_concurrency = optional(number, 0)
    dead_letter_arn         = optional(string)
    vpc = optional(object({
      subnet_ids         = set(string)
      security_group_ids = set(string)
    }))
    durable = optional(object({
      execution_timeout_s = number
      retention_days      = optional(number, 14)
    }))
    log_retention_days = optional(number, 30)
    log_level          = optional(string, "INFO")
    xray               = optional(bool, true)
  })

  validation {
    condition     = var.function.memory_mb >= 128 && var.function.memory_mb <= 10240
    error_message = "memory_mb is 128 to 10240."
  }

  validation {
    condition     = var.function.timeout_s >= 1 && var.function.timeout_s <= 900
    error_message = "timeout_s is 1 to 900; a longer run is a durable function or a task."
  }

  validation {
    condition     = sum(concat([0], [for key, value in var.function.environment : length(key) + length(value)])) <= 4096
    error_message = "The environment of a function has 4 KB."
  }

  validation {
    condition     = var.function.dead_letter_arn == null || can(regex("^arn:[a-z-]+:sqs:", var.function.dead_letter_arn))
    error_message = "dead_letter_arn is the ARN of a queue of SQS."
  }

  validation {
    condition = var.function.durable == null || try(
      var.function.durable.execution_timeout_s >= 1 && var.function.durable.execution_timeout_s <= 31622400 &&
      var.function.durable.retention_days >= 1 && var.function.durable.retention_days <= 90,
      false
    )
    error_message = "A durable run takes 1 second to 366 days and is kept 1 to 90 days."
  }

  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.function.log_retention_days)
    error_message = "CloudWatch keeps logs 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288 or 3653 days."
  }

  validation {
    condition     = contains(["TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"], var.function.log_level)
    error_message = "log_level is TRACE, DEBUG, INFO, WARN, ERROR or FATAL."
  }

  validation {
    condition     = var.function.reserved_concurrency == null || try(var.function.reserved_concurrency >= var.function.provisioned_concurrency, false)
    error_message = "reserved_concurrency must hold what is provisioned."
  }
}

variable "function_version" {
  description = "Published version that the alias `live` points at; null is the newest. An earlier number is the way back: nothing is built or uploaded for it."
  type        = string
  default     = null

  validation {
    condition     = var.function_version == null || can(regex("^[1-9][0-9]*$", var.function_version))
    error_message = "function_version is the number of a published version; $LATEST changes under its callers."
  }
}
