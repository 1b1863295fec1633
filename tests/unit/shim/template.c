/* shim/template: values are escaped for where they stand, and a broken template is found at start. */
#include "unit.h"

#include <stdlib.h>
#include <sys/stat.h>

#include "shim/template.h"

static void write_file(const char *dir, const char *name, const char *content)
{
    char path[128];
    snprintf(path, sizeof path, "%s/%s", dir, name);
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fputs(content, f);
    fclose(f);
}

static struct template_cache *cache_of(const char *page)
{
    char dir[] = "/tmp/sandi-tpl.XXXXXX", command[64];
    assert_non_null(mkdtemp(dir));
    snprintf(command, sizeof command, "%s/rate", dir);
    assert_int_equal(mkdir(command, 0755), 0);
    write_file(dir, "rate/list.tpl", page);
    write_file(dir, "part.tpl", "{{%AUTOESCAPE context=\"HTML\"}}\n<i>{{VALUE}}</i>\n");
    struct template_cache *cache = template_cache_open(dir);
    snprintf(command, sizeof command, "rm -r %s", dir);
    assert_int_equal(system(command), 0);
    return cache;
}

static void collect(void *cookie, const char *s, size_t n)
{
    buf_put(cookie, (struct str){s, n});
}

#define HEAD "{{%AUTOESCAPE context=\"HTML\"}}\n"

static void pages(void **state)
{
    struct template_cache *cache =
        cache_of(HEAD "<p>{{VALUE}}</p>\n\n<a href=\"{{VALUE}}\" title=\"{{VALUE}}\">one\n"
                      "two</a>\n{{#ROW}}[{{CELL}}]{{/ROW}}{{#EMPTY}}none{{/EMPTY}}"
                      "{{#NEVER}}x{{/NEVER}}\n{{>PART}}\n");
    assert_non_null(cache);
    struct template_dict *dict = template_dict_new("rate/list.tpl");
    static const char EVIL[] = "javascript:<&\"'>";
    template_set(dict, "VALUE", EVIL, strlen(EVIL));
    template_set(template_section(dict, "ROW"), "CELL", "1", 1);
    template_set(template_section(dict, "ROW"), "CELL", "2", 1);
    template_show(dict, "EMPTY");
    template_set(template_include(dict, "PART", "part.tpl"), "VALUE", "<b>", 3);
    struct buf page = buf_new(*state, 4096);
    assert_true(template_expand(cache, "rate/list.tpl", dict, collect, &page));
    assert_str(buf_str(&page), "<p>javascript:&lt;&amp;&quot;&#39;&gt;</p>\n"
                               "<a href=\"#\" title=\"javascript:&lt;&amp;&quot;&#39;&gt;\">one\ntwo</a>\n"
                               "[1][2]none\n<i>&lt;b&gt;</i>\n");
    template_dict_free(dict);
    template_cache_close(cache);
}

static void absences(void **state)
{
    struct template_cache *cache = cache_of(HEAD "before {{>PART}} after");
    struct template_dict *dict = template_dict_new("x");
    struct buf page = buf_new(*state, 4096);
    assert_false(template_expand(cache, "no/such.tpl", dict, collect, &page));
    template_include(dict, "PART", "no/such.tpl");
    assert_false(template_expand(cache, "rate/list.tpl", dict, collect, &page));
    assert_int_equal(page.n, 0);
    template_dict_free(dict);
    template_dict_free(NULL);
    template_cache_close(cache);
    assert_null(cache_of(HEAD "{{#OPEN}}"));
    assert_null(template_cache_open("/nonexistent"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {TEST(pages), TEST(absences)};
    return cmocka_run_group_tests_name("shim/template", tests, NULL, NULL);
}
