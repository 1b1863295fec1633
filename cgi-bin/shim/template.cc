// ctemplate for C. No policy: what a page shows is decided by who fills the dictionary.
#include "shim/template.h"

#include <cstring>
#include <filesystem>
#include <string>

#include <ctemplate/template.h>
#include <ctemplate/template_cache.h>
#include <ctemplate/template_dictionary.h>

namespace
{

// Not STRIP_WHITESPACE: that one joins the last word of a line with the first of the next.
constexpr ctemplate::Strip STRIP = ctemplate::STRIP_BLANK_LINES;

ctemplate::TemplateDictionary *inside(template_dict *dict)
{
    return reinterpret_cast<ctemplate::TemplateDictionary *>(dict);
}

template_dict *outside(ctemplate::TemplateDictionary *dict)
{
    return reinterpret_cast<template_dict *>(dict);
}

// ctemplate looks names up by hash and length; a C string lives long enough for each call.
ctemplate::TemplateString name_of(const char *name)
{
    return ctemplate::TemplateString(name, std::strlen(name));
}

} // namespace

struct template_cache {
    // ctemplate's expansion is logically const but not declared so; the frozen cache locks inside.
    mutable ctemplate::TemplateCache cache;
};

extern "C" template_cache *template_cache_open(const char *root) NOEXCEPT
{
    namespace fs = std::filesystem;
    std::error_code error;
    auto *opened = new template_cache;
    opened->cache.SetTemplateRootDirectory(root);
    bool sound = true;
    for (fs::recursive_directory_iterator file(root, error), end; !error && file != end;
         file.increment(error)) {
        if (file->path().extension() != ".tpl")
            continue;
        std::string name = file->path().lexically_relative(root).string();
        sound = opened->cache.LoadTemplate(name, STRIP) && sound;
    }
    if (error || !sound) {
        delete opened;
        return nullptr;
    }
    opened->cache.Freeze();
    return opened;
}

extern "C" void template_cache_close(template_cache *cache) NOEXCEPT
{
    delete cache;
}

extern "C" template_dict *template_dict_new(const char *name) NOEXCEPT
{
    return outside(new ctemplate::TemplateDictionary(name_of(name)));
}

extern "C" void template_dict_free(template_dict *dict) NOEXCEPT
{
    delete inside(dict);
}

extern "C" void template_set(template_dict *dict, const char *name, const char *value, size_t n) NOEXCEPT
{
    inside(dict)->SetValue(name_of(name), ctemplate::TemplateString(n ? value : "", n));
}

extern "C" void template_show(template_dict *dict, const char *section) NOEXCEPT
{
    inside(dict)->ShowSection(name_of(section));
}

extern "C" template_dict *template_section(template_dict *dict, const char *section) NOEXCEPT
{
    return outside(inside(dict)->AddSectionDictionary(name_of(section)));
}

extern "C" template_dict *template_include(template_dict *dict, const char *name, const char *file) NOEXCEPT
{
    ctemplate::TemplateDictionary *included = inside(dict)->AddIncludeDictionary(name_of(name));
    included->SetFilename(name_of(file));
    return outside(included);
}

// A missing include fails only after a part was expanded, hence the string in between.
extern "C" bool template_expand(const template_cache *cache, const char *file, const template_dict *dict,
                                void (*write)(void *cookie, const char *s, size_t n), void *cookie) NOEXCEPT
{
    std::string page;
    const auto *values = reinterpret_cast<const ctemplate::TemplateDictionary *>(dict);
    if (!cache->cache.ExpandWithData(name_of(file), STRIP, values, nullptr, &page))
        return false;
    write(cookie, page.data(), page.size());
    return true;
}
