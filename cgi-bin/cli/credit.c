/* Credit: top-ups by the operator, what staff are asked for before theirs, and the audit of the books. */
#include "backend/top_up.h"

#include "cli/cli.h"

int command_credit_top_up(struct ctx *ctx, struct arguments *arguments)
{
    struct organisation organisation;
    struct top_up_done done;
    struct top_up top_up = {
        .reference = option_take(arguments, "reference"),
        .reason = option_take(arguments, "reason"),
    };
    bool found;
    if (!options_end(arguments))
        return EXIT_USAGE;
    if (!top_up.reference.n)
        return usage("A top-up needs --reference=, the payment's own.");
    if (!credits_parse(arguments->word[1], &top_up.amount) || top_up.amount.thousandths <= 0)
        return usage("CREDITS is a positive number with at most three decimals, as 1000 or 2.5.");
    enum rc rc = organisation_find(ctx, arguments->word[0], &organisation, &found);
    if (rc != RC_OK)
        return fault(rc);
    if (!found)
        return refuse("%.*s: There is no organisation of that name.", STR_ARG(arguments->word[0]));
    top_up.organisation = organisation.id;
    rc = credit_top_up_operator(ctx, &top_up, &done);
    if (rc != RC_OK)
        return fault(rc);
    if (done.end == TOP_UP_REFERENCE_USED)
        return refuse("The reference %.*s belongs to another top-up.", STR_ARG(top_up.reference));
    if (done.end != TOP_UP_DONE && done.end != TOP_UP_REPLAYED)
        return refuse("%s", top_up_sentence(done.end));
    struct str balance = credits_text(ctx->arena, done.balance);
    printf("Entry %lld%s, balance %.*s.\n", (long long)done.number,
           done.end == TOP_UP_REPLAYED ? " (made before)" : "", STR_ARG(balance));
    return EXIT_DONE;
}

/* "off" is -1. */
static bool limit_read(struct str word, int64_t *out)
{
    struct credits amount;
    bool off = str_eq(word, STR("off"));
    if (!off && (!credits_parse(word, &amount) || amount.thousandths < 0))
        return false;
    *out = off ? -1 : amount.thousandths;
    return true;
}

int command_credit_policy(struct ctx *ctx, struct arguments *arguments)
{
    int64_t password_over, approval_over;
    struct str password = option_take(arguments, "password-over"),
               approval = option_take(arguments, "approval-over");
    if (!options_end(arguments))
        return EXIT_USAGE;
    if (!limit_read(password, &password_over) || !limit_read(approval, &approval_over))
        return usage("Give both --password-over= and --approval-over=, each as CREDITS or off.");
    enum rc rc = credit_policy_set(ctx, password_over, approval_over);
    return rc == RC_OK ? EXIT_DONE : fault(rc);
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
