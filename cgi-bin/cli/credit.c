/* Credit: top-ups by the operator, and the audit of the books. */
#include "backend/credit.h"

#include "cli/cli.h"

int command_credit_top_up(struct ctx *ctx, struct arguments *arguments)
{
    struct organisation organisation;
    struct top_up_receipt receipt;
    struct top_up_request request = {
        .reference = option_take(arguments, "reference"),
        .reason = option_take(arguments, "reason"),
    };
    bool found;
    if (!options_end(arguments))
        return EXIT_USAGE;
    if (!request.reference.n)
        return usage("A top-up needs --reference=, the payment's own.");
    if (!credits_parse(arguments->word[1], &request.amount) || request.amount.thousandths <= 0)
        return usage("CREDITS is a positive number with at most three decimals, as 1000 or 2.5.");
    enum rc rc = organisation_find(ctx, arguments->word[0], &organisation, &found);
    if (rc != RC_OK)
        return fault(rc);
    if (!found)
        return refuse("%.*s: There is no organisation of that name.", STR_ARG(arguments->word[0]));
    request.organisation = organisation.id;
    rc = credit_top_up_operator(ctx, &request, &receipt);
    if (rc != RC_OK)
        return fault(rc);
    if (receipt.outcome == OUTCOME_KEY_REUSED)
        return refuse("The reference %.*s belongs to another top-up.", STR_ARG(request.reference));
    if (receipt.outcome != OUTCOME_DONE && receipt.outcome != OUTCOME_REPLAYED)
        return refuse("%s", outcome_sentence(receipt.outcome));
    struct str balance = credits_text(ctx->arena, receipt.balance);
    printf("Entry %lld%s, balance %.*s.\n", (long long)receipt.number,
           receipt.outcome == OUTCOME_REPLAYED ? " (made before)" : "", STR_ARG(balance));
    return EXIT_DONE;
}

int command_audit(struct ctx *ctx, struct arguments *arguments)
{
    struct audit_row *rows;
    int n;
    if (!options_end(arguments))
        return EXIT_USAGE;
    enum rc rc = credit_audit(ctx, &rows, &n);
    if (rc != RC_OK)
        return fault(rc);
    for (int i = 0; i < n; i++)
        printf("%.*s %.*s %.*s\n", STR_ARG(uuid_text(ctx->arena, rows[i].organisation)),
               STR_ARG(rows[i].rule), STR_ARG(rows[i].detail));
    if (n)
        return EXIT_REFUSED;
    puts("The books are right.");
    return EXIT_DONE;
}
