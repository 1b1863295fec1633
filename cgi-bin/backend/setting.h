#ifndef BACKEND_SETTING_H
#define BACKEND_SETTING_H
/* What admins set for their organisation. */
#include "backend/organisation.h"

struct setting {
    struct str name, country, time_zone, language;
    int64_t retention_days; /* until recipients are erased; 0: they are kept */
    struct str factor_rule; /* who needs a second factor: nobody, admins or everybody */
    int64_t factor_days;    /* to set it up where it is new */
    int64_t factor_due;     /* until when who has none gets in without; 0: not */
    bool caps;              /* the operator's to change */
};
struct setting_choices {
    struct str *country, *time_zone; /* codes and names, in order */
    int n_countries, n_time_zones;
};
enum rc setting_get(struct ctx *ctx, struct setting *out, struct setting_choices *choices) MUST_USE;
/* change DONE, FORBIDDEN, NO_COUNTRY, NO_TIME_ZONE or INVALID. caps is not looked at. */
enum rc setting_set(struct ctx *ctx, const struct setting *setting, enum change *change) MUST_USE;

#endif
