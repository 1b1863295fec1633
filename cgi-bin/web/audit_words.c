/* The audit log's actions in plain sentences. `make lint` finds an action of sql/ that stands in no row here.
 */
#include "web/audit.h"

#include "base/text.h"
#include "web/audit_value.h"

#define VALUES_MAX 3

/* values: keys of detail ("a.b" is nested), "$subject" or "$about"; "role:" and "credits:" say how to write
 * them. */
static const struct {
    const char *action, *sentence, *values[VALUES_MAX];
} SENTENCES[] = {
    {"credit.top_up", TEXT("Topped up %1 credits, reference %2"), {"credits:amount", "$subject"}},
    {"credit.bonus", TEXT("Gave %1 credits as a bonus, reference %2"), {"credits:amount", "$subject"}},
    {"credit.correction", TEXT("Corrected the credit by %1, reference %2"), {"credits:amount", "$subject"}},
    {"credit.refund", TEXT("Refunded %1 credits, reference %2"), {"credits:amount", "$subject"}},
    {"credit.policy", TEXT("Changed what moves of credit ask for"), {NULL}},
    {"credit.ask", TEXT("Asked a colleague to approve a move of %1 credits"), {"credits:amount"}},
    {"credit.approve", TEXT("Approved a move of %1 credits"), {"credits:amount"}},
    {"credit.refuse", TEXT("Refused a move of %1 credits"), {"credits:amount"}},
    {"top_up.request", TEXT("Asked support for %1 credits"), {"credits:amount"}},
    {"top_up.cancel", TEXT("Took the request for a top-up back"), {NULL}},
    {"top_up.decline", TEXT("Declined the request for a top-up: %1"), {"reason"}},
    {"warnings.set", TEXT("Changed when admins are warned of low credit"), {NULL}},
    {"rate_card.create", TEXT("Made the rate card “%1”"), {"$subject"}},
    {"rate_card.assign", TEXT("Changed the price list from “%1” to “%2”"), {"from", "to"}},
    {"rate_upload.save", TEXT("Uploaded the file %1 for the rate card “%2”"), {"file", "card"}},
    {"rate_upload.again", TEXT("Brought the file %1 of the rate card “%2” back"), {"file", "card"}},
    {"rate_upload.apply", TEXT("Applied %1 changes to the rate card “%2”"), {"changes", "card"}},
    {"organisation.price", TEXT("Changed the price of a credit"), {NULL}},
    {"limit.day_cap", TEXT("Changed the spending limit of a day"), {NULL}},
    {"limit.starts", TEXT("Changed how many codes may be started"), {NULL}},
    {"country_rule.set", TEXT("Changed which countries codes may go to"), {NULL}},
    {"spend_alert.close", TEXT("Closed an alert about spending"), {NULL}},
    {"flow.create", TEXT("Made the flow “%1”"), {"name"}},
    {"flow.save", TEXT("Saved the draft of “%1”"), {"$about"}},
    {"flow.undo", TEXT("Undid a change of “%1”"), {"$about"}},
    {"flow.redo", TEXT("Redid a change of “%1”"), {"$about"}},
    {"flow.publish", TEXT("Published “%1” as version %2"), {"$about", "to"}},
    {"flow.rename", TEXT("Renamed the flow “%1” to “%2”"), {"from", "to"}},
    {"flow.archive", TEXT("Archived the flow “%1”"), {"name"}},
    {"flow.restore", TEXT("Brought the flow “%1” back"), {"to"}},
    {"task.create", TEXT("Made the task “%1”"), {"$about"}},
    {"task.recipient", TEXT("Corrected a recipient of the task “%1”"), {"$about"}},
    {"task.assign", TEXT("Gave the task “%1” to %2"), {"$about", "name"}},
    {"task.unassign", TEXT("Took the task “%1” away from %2"), {"$about", "name"}},
    {"task.override", TEXT("Let a step of the task “%1” pass without a code"), {"$about"}},
    {"task.import", TEXT("Imported %1 tasks from %2"), {"tasks", "file"}},
    {"task.move", TEXT("Changed when the task “%1” is to be done"), {"$about"}},
    {"task.rename", TEXT("Renamed the task “%1” to “%2”"), {"from", "to"}},
    {"task.delete", TEXT("Deleted the task “%1”"), {"title"}},
    {"task.finish", TEXT("Finished the task “%1”"), {"$about"}},
    {"text.change", TEXT("Changed the text of messages: %1"), {"$subject"}},
    {"text.reset", TEXT("Went back to the built-in text: %1"), {"$subject"}},
    {"member.role", TEXT("Changed %1 from %2 to %3"), {"name", "role:before", "role:after"}},
    {"member.deactivate", TEXT("Deactivated %1"), {"name"}},
    {"member.reactivate", TEXT("Let %1 in again"), {"name"}},
    {"member.set", TEXT("Gave %1 the role %2"), {"$about", "role:after"}},
    {"member.sessions", TEXT("Signed %1 out everywhere"), {"name"}},
    {"member.factor", TEXT("Took the second factor of %1 away"), {"name"}},
    {"member.phone", TEXT("Changed the own number of %1"), {"name"}},
    {"invite.send", TEXT("Invited %1 as %2"), {"email", "role:role"}},
    {"invite.revoke", TEXT("Took the invitation of %1 back"), {"email"}},
    {"invite.accept", TEXT("Joined as %1"), {"role:role"}},
    {"person.create", TEXT("Made the login %1"), {"email"}},
    {"person.second_factor", TEXT("Switched the second factor of %1 on or off"), {"$about"}},
    {"person.recovery_code", TEXT("Signed in with a recovery code"), {NULL}},
    {"person.recovery_codes", TEXT("Drew new recovery codes"), {NULL}},
    {"person.password", TEXT("Set the password of %1"), {"$about"}},
    {"api_key.create", TEXT("Made the API key “%1”"), {"name"}},
    {"api_key.rotate", TEXT("Made a new API key beside “%1”"), {"name"}},
    {"api_key.revoke", TEXT("Revoked the API key “%1”"), {"name"}},
    {"organisation.create", TEXT("Made the organisation"), {NULL}},
    {"organisation.set", TEXT("Changed the organisation's settings"), {NULL}},
    {"organisation.change", TEXT("Changed the organisation's settings"), {NULL}},
    {"sender.create", TEXT("Made the sender %1"), {"$subject"}},
    {"sender.set", TEXT("Changed the sender %1"), {"$subject"}},
    {"sender.reseal", TEXT("Sealed the secrets of the sender %1 anew"), {"$subject"}},
    {"alert.close", TEXT("Closed an alert about the sender %1"), {"$subject"}},
    {"delivery.list", TEXT("Looked through the deliveries"), {NULL}},
    {"delivery.read", TEXT("Looked at a delivery"), {NULL}},
};

static const struct audit_group GROUPS[] = {
    {"money", TEXT("Money"), "credit top_up warnings rate_card rate_upload limit country_rule spend_alert"},
    {"flows", TEXT("Flows and tasks"), "flow task text"},
    {"people", TEXT("People and rights"), "member invite person api_key organisation"},
    {"senders", TEXT("Senders and deliveries"), "sender alert delivery"},
};

const struct audit_group *audit_group_at(int i)
{
    return i >= 0 && i < (int)COUNT_OF(GROUPS) ? &GROUPS[i] : NULL;
}

struct str audit_sentence(struct ctx *ctx, const struct audit_line *line)
{
    struct str values[VALUES_MAX], sentence = line->action;
    for (size_t i = 0; i < COUNT_OF(SENTENCES); i++) {
        if (!str_eq(line->action, str_from(SENTENCES[i].action)))
            continue;
        json_t *detail = audit_detail_read(line);
        int n = 0;
        for (; n < VALUES_MAX && SENTENCES[i].values[n]; n++)
            values[n] = audit_value(ctx, line, detail, SENTENCES[i].values[n]);
        sentence = text_fill(ctx, SENTENCES[i].sentence, values, n);
        json_decref(detail);
        break;
    }
    return sentence;
}

struct str audit_actor(struct ctx *ctx, const struct audit_line *line)
{
    if (line->actor_name.n)
        return line->actor_name;
    if (str_eq(line->actor_kind, STR("staff")))
        return str_from(say(ctx, "Sandi's support"));
    if (str_eq(line->actor_kind, STR("cli")))
        return str_from(say(ctx, "The operator's command line"));
    return str_from(str_eq(line->actor_kind, STR("program")) ? say(ctx, "Sandi itself")
                                                             : say(ctx, "Somebody who has left"));
}
