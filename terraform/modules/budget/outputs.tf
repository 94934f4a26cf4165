output "budget_name" {
  description = "The budget, as Billing lists it."
  value       = aws_budgets_budget.monthly.name
}

output "counts" {
  description = "Whose money it counts: `account`, or a tag as `KEY=VALUE`."
  value       = length(aws_budgets_budget.monthly.cost_filter) == 0 ? "account" : replace(trimprefix(one(one(aws_budgets_budget.monthly.cost_filter).values), "user:"), "$", "=")
}
