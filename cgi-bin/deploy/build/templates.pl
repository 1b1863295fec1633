#!/usr/bin/perl
# Templates as the programs load them, and their names as C constants.
#   templates.pl compile OUT LANGUAGE...   OUT/LANGUAGE/x.tpl from templates/x.tpl: {{_"Save"}} becomes its translation,
#                                          @static(app.css)@ the address that OUT/../static.names gives it,
#                                          @icon(plus)@ or @icon(plus small)@ a drawing of static/sprite.icons,
#                                          @field-icon(ok)@ one of static/field.icons; a name may be a {{VALUE}};
#                                          @tabs(billing /billing/credit)@ the links of templates/layout/billing.tabs,
#                                          that one as the current page
#   templates.pl names COMPILED OUT        OUT.h and OUT.c: enum template, file names, TPL_<DIR>_<FILE>_<NAME>
#   templates.pl texts                     every {{_"..."}} as C that xgettext reads
use strict;
use warnings;
use File::Basename qw(dirname);
use File::Find qw(find);
use File::Path qw(make_path remove_tree);

my $TEXT = qr/\{\{_"((?:[^"\\]|\\.)*)"\}\}/s;

sub slurp { my ($path) = @_; open my $f, '<', $path or die "$path: $!\n"; local $/; my $s = <$f>; return $s // '' }
sub spit { my ($path, $s) = @_; make_path(dirname $path); open my $f, '>', $path or die "$path: $!\n"; print $f $s; close $f or die "$path: $!\n" }
sub update { my ($path, $s) = @_; spit($path, $s) unless -e $path and slurp($path) eq $s }
sub files { my ($root, $end) = (@_, 'tpl'); return () unless -d $root; my @f; find({no_chdir => 1, wanted => sub { push @f, substr($_, 1 + length $root) if /\.$end\z/ }}, $root); return sort @f }
sub unquote { my ($s) = @_; $s =~ s/\\(.)/$1 eq 'n' ? "\n" : $1 eq 't' ? "\t" : $1/ges; return $s }
sub msgid { my ($quoted) = @_; my $s = unquote($quoted); $s =~ s/\s+/ /g; return $s }
sub html { my ($s) = @_; my %e = ('&' => '&amp;', '<' => '&lt;', '>' => '&gt;', '"' => '&quot;', "'" => '&#39;', '{' => '&#123;', '}' => '&#125;'); $s =~ s/([&<>"'{}])/$e{$1}/g; return $s }

# msgid => msgstr of the plain, translated, not fuzzy entries of one .po file.
sub po {
    my ($path) = @_;
    my %texts;
    return \%texts unless -e $path;
    for my $entry (split /\n(?:[ \t]*\n)+/, slurp($path)) {
        next if $entry =~ /^#,.*\bfuzzy\b/m or $entry =~ /^msgctxt/m or $entry =~ /^msgid_plural/m;
        my %part = (msgid => '', msgstr => '');
        my $at = '';
        for (split /\n/, $entry) {
            $at = $1 if /^(msgid|msgstr)\b/;
            $part{$at} .= unquote($1) if $at ne '' and /^(?:msgid|msgstr)?\s*"((?:[^"\\]|\\.)*)"\s*$/;
        }
        $texts{$part{msgid}} = $part{msgstr} if $part{msgid} ne '' and $part{msgstr} ne '';
    }
    return \%texts;
}

sub static_names {
    my ($path) = @_;
    return { map { /^(\S+) (\S+)$/ ? ($1 => $2) : () } split /\n/, slurp($path) };
}

# Replaces @tabs(...)@; a current page that is none of the links is fatal.
sub with_tabs {
    my ($file, $body) = @_;
    my $tabs = sub {
        my ($name, $current) = @_;
        my $links = slurp("templates/layout/$name.tabs");
        $links =~ s/(href="\Q$current\E")/$1 aria-current="page"/ or die "templates/$file: $current is no tab of $name\n";
        chomp $links;
        return $links;
    };
    $body =~ s/\@tabs\((\w+) ([^ )]+)\)\@/$tabs->($1, $2)/ge;
    return $body;
}

# Replaces @static(...)@ and @icon(...)@ in the body; a name that nothing defines is fatal.
sub with_static {
    my ($file, $body, $static) = @_;
    my $url = sub { $static->{$_[0]} // die "templates/$file: no static file $_[0]\n" };
    my $icon = sub {
        my ($sprite, $id, $class) = @_;
        my $href = $id =~ /^\{\{/ ? $url->($sprite) . "#$id" : $url->("$sprite#$id");
        return qq(<svg class="icon$class" aria-hidden="true"><use href="$href"></use></svg>);
    };
    $body =~ s/\@(field-)?icon\(([^) ]+)((?: \w+)*)\)\@/$icon->($1 ? 'field.svg' : 'sprite.svg', $2, $3)/ge;
    $body =~ s/\@static\(([^)]*)\)\@/$url->($1)/ge;
    return $body;
}

sub compile {
    my ($out, @languages) = @_;
    my $static = static_names(dirname($out) . '/static.names');
    for my $language (@languages) {
        my $texts = po("templates/texts/$language.po");
        my %wanted;
        for my $file (files('templates')) {
            my $body = with_tabs($file, slurp("templates/$file"));
            $body =~ s/$TEXT/my $id = msgid($1); html($texts->{$id} \/\/ $id)/ge;
            die "templates/$file: not a text, {{_\"...\"}} expected: $1\n" if $body =~ /(\{\{_.{0,30})/;
            $body = with_static($file, $body, $static);
            while ($body =~ /\{\{!(.*?)\}\}/gs) {
                my $comment = $1;
                die "templates/$file: a comment ends at the first two closing braces\n" if ($comment =~ tr/{//) != ($comment =~ tr/}//);
            }
            $wanted{$file} = 1;
            my $to = "$out/$language/$file";
            update($to, $body);
        }
        make_path("$out/$language");
        $wanted{$_} or unlink "$out/$language/$_" for files("$out/$language");
    }
}

sub names {
    my ($root, $out) = @_;
    my ($enum, $list, $defines) = ('', '', '');
    make_path(dirname $out);
    for my $file (files($root)) {
        (my $id = uc $file) =~ s/\.TPL\z//;
        $id =~ s/[^A-Z0-9]/_/g;
        system('ctemplate-make_tpl_varnames_h', '-q', '-t', $root, '-f', "$out.tmp", $file) == 0 or die "templates/$file does not parse\n";
        my %seen;
        my @names = grep { !$seen{$_}++ } slurp("$out.tmp") =~ /STS_INIT_WITH_HASH\(\w+, "(\w+)"/g;
        unlink "$out.tmp";
        $enum .= "    TEMPLATE_$id,\n";
        $list .= "    \"$file\",\n";
        $defines .= "\n/* $file */\n" . join '', map { "#define TPL_${id}_$_ \"$_\"\n" } @names if @names;
    }
    if ($enum eq '') { ($enum, $list) = ("    TEMPLATE_NONE,\n", "    \"\",\n") }
    update("$out.h", "#ifndef WEB_TEMPLATES_H\n#define WEB_TEMPLATES_H\n/* Generated from templates/. */\n\nenum template {\n$enum    TEMPLATE__COUNT\n};\n\n/* File names relative to the language's folder. */\nextern const char *const template_files[TEMPLATE__COUNT];\n$defines\n#endif\n");
    update("$out.c", "/* Generated from templates/. */\n#include \"web/templates.h\"\n\nconst char *const template_files[TEMPLATE__COUNT] = {\n$list};\n");
}
sub texts {
    for my $file (files('templates'), files('templates', 'tabs')) {
        my $body = slurp("templates/$file");
        while ($body =~ /$TEXT/g) {
            my ($id, $from) = (msgid($1), $-[0]);
            my $line = 1 + (() = substr($body, 0, $from) =~ /\n/g);
            $id =~ s/([\\"])/\\$1/g;
            print "#line $line \"templates/$file\"\n_(\"$id\")\n";
        }
    }
}

my ($verb, @rest) = @ARGV;
my %verbs = (compile => \&compile, names => \&names, texts => \&texts);
$verbs{$verb // ''} or die "usage: templates.pl compile|names|texts ...\n";
$verbs{$verb}->(@rest);
