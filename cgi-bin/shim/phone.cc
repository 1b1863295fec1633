// libphonenumber for C. No policy: says what a number is, not whether it may be sent to.
#include "shim/phone.h"

#include <algorithm>
#include <cstring>
#include <set>
#include <string>
#include <vector>

#include <phonenumbers/logger.h>
#include <phonenumbers/phonenumber.pb.h>
#include <phonenumbers/phonenumberutil.h>

using i18n::phonenumbers::NullLogger;
using i18n::phonenumbers::PhoneNumber;
using i18n::phonenumbers::PhoneNumberUtil;

namespace
{

PhoneNumberUtil &util()
{
    static PhoneNumberUtil *const instance = [] {
        PhoneNumberUtil *loaded = PhoneNumberUtil::GetInstance();
        // The library's own logger writes to stdout, which a CGI program answers on.
        loaded->SetLogger(new NullLogger);
        return loaded;
    }();
    return *instance;
}

phone_type type_of(const PhoneNumber &number)
{
    switch (util().GetNumberType(number)) {
    case PhoneNumberUtil::FIXED_LINE:
        return PHONE_FIXED;
    case PhoneNumberUtil::MOBILE:
        return PHONE_MOBILE;
    case PhoneNumberUtil::FIXED_LINE_OR_MOBILE:
        return PHONE_FIXED_OR_MOBILE;
    case PhoneNumberUtil::TOLL_FREE:
        return PHONE_TOLL_FREE;
    case PhoneNumberUtil::PREMIUM_RATE:
        return PHONE_PREMIUM;
    case PhoneNumberUtil::SHARED_COST:
        return PHONE_SHARED_COST;
    case PhoneNumberUtil::VOIP:
        return PHONE_VOIP;
    case PhoneNumberUtil::PERSONAL_NUMBER:
        return PHONE_PERSONAL;
    case PhoneNumberUtil::PAGER:
        return PHONE_PAGER;
    case PhoneNumberUtil::UAN:
        return PHONE_UAN;
    case PhoneNumberUtil::VOICEMAIL:
        return PHONE_VOICEMAIL;
    case PhoneNumberUtil::UNKNOWN:
        break;
    }
    return PHONE_UNKNOWN;
}

// Without a region "ZZ" stands, with which the library demands the '+'.
bool parse(const std::string &text, const char *country, PhoneNumber *number)
{
    return util().Parse(text, country ? country : "ZZ", number) == PhoneNumberUtil::NO_PARSING_ERROR;
}

bool put(const std::string &text, char *out, size_t size)
{
    if (text.size() >= size)
        return false;
    std::memcpy(out, text.c_str(), text.size() + 1);
    return true;
}

struct regions {
    std::vector<std::string> names;
    std::vector<const char *> list;
};

const regions &all_regions()
{
    static const regions all = [] {
        std::set<std::string> sorted;
        util().GetSupportedRegions(&sorted);
        regions made;
        made.names.assign(sorted.begin(), sorted.end());
        for (const std::string &name : made.names)
            made.list.push_back(name.c_str());
        made.list.push_back(nullptr);
        return made;
    }();
    return all;
}

// Digits of example numbers by country, mobile ones first.
struct example {
    std::string region, digits, code;
};

void add_example(const std::string &region, PhoneNumberUtil::PhoneNumberType type, std::vector<example> *out)
{
    PhoneNumber number;
    std::string e164;
    if (!util().GetExampleNumberForType(region, type, &number))
        return;
    util().Format(number, PhoneNumberUtil::E164, &e164);
    out->push_back({region, e164.substr(1), std::to_string(number.country_code())});
}

const std::vector<example> &all_examples()
{
    static const std::vector<example> all = [] {
        std::vector<example> made;
        for (const std::string &region : all_regions().names) {
            add_example(region, PhoneNumberUtil::MOBILE, &made);
            add_example(region, PhoneNumberUtil::FIXED_LINE, &made);
        }
        return made;
    }();
    return all;
}

} // namespace

extern "C" void phone_open(void) NOEXCEPT
{
    all_regions();
}

extern "C" bool phone_parse(const char *text, size_t n, const char *country, phone *out) NOEXCEPT
{
    PhoneNumber number;
    if (!parse(std::string(text, n), country, &number))
        return false;
    std::string e164, region;
    util().Format(number, PhoneNumberUtil::E164, &e164);
    util().GetRegionCodeForNumber(number, &region);
    *out = {};
    // Longer than E.164 allows: a number that cannot be valid.
    if (!put(e164, out->e164, sizeof out->e164))
        return false;
    if (region == "ZZ" || !put(region, out->country, sizeof out->country))
        out->country[0] = 0;
    out->calling_code = number.country_code();
    out->type = type_of(number);
    // The library's IsValidNumber says just this, after matching the same patterns once more.
    out->valid = out->type != PHONE_UNKNOWN;
    out->has_extension = number.has_extension() && !number.extension().empty();
    return true;
}

extern "C" bool phone_format(const char *e164, char *out, size_t size) NOEXCEPT
{
    PhoneNumber number;
    std::string text;
    if (!parse(e164, nullptr, &number))
        return false;
    util().Format(number, PhoneNumberUtil::INTERNATIONAL, &text);
    return put(text, out, size);
}

extern "C" const char *const *phone_countries(void) NOEXCEPT
{
    return all_regions().list.data();
}

extern "C" int phone_calling_code(const char *country) NOEXCEPT
{
    return util().GetCountryCodeForRegion(country);
}

extern "C" int phone_prefix_countries(const char *digits, char (*out)[3], int max) NOEXCEPT
{
    const std::string prefix = digits;
    std::set<std::string> found;
    for (const example &known : all_examples()) {
        const size_t shared = std::min(known.code.size(), prefix.size());
        if (prefix.size() >= known.digits.size() || known.code.compare(0, shared, prefix, 0, shared) != 0)
            continue;
        PhoneNumber number;
        std::string region;
        if (!parse("+" + prefix + known.digits.substr(prefix.size()), nullptr, &number) ||
            !util().IsValidNumber(number))
            continue;
        util().GetRegionCodeForNumber(number, &region);
        if (region.size() == 2 && region != "ZZ")
            found.insert(region);
    }
    int n = 0;
    for (const std::string &region : found)
        if (n < max)
            put(region, out[n++], sizeof out[0]);
    return static_cast<int>(found.size());
}

extern "C" bool phone_example(const char *country, char *out, size_t size) NOEXCEPT
{
    for (const example &known : all_examples())
        if (known.region == country)
            return put(known.digits, out, size);
    return false;
}
