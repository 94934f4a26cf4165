variable "name" {
  description = "Prefix of everything that is made, such as `threadwell-dev`."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,30}[a-z0-9]$", var.name))
    error_message = "It must be 3 to 32 of a-z, 0-9 and -."
  }
}

variable "log_retention_days" {
  description = "Days that the steps of workflows stay in the log."
  type        = number

  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.log_retention_days)
    error_message = "CloudWatch keeps logs for 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731 … days, and never for ever here."
  }
}

variable "archive_days" {
  description = "Days that events can be sent again from the archive."
  type        = number
  default     = 30

  validation {
    condition     = var.archive_days >= 1 && floor(var.archive_days) == var.archive_days
    error_message = "It must be a whole number of days from 1: 0 would keep them for ever."
  }
}
