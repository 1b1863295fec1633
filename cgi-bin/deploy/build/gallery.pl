#!/usr/bin/perl
# templates/flow/gallery/*.json: the flows that a new one can be made of, as C and as texts to translate.
#   gallery.pl compile OUT.c     one row a file: its name without the number it is ordered by, and its JSON
#   gallery.pl texts             a C file with every text in them for xgettext, on stdout
use strict;
use warnings;
use JSON::PP;

my ($mode, $out) = @ARGV;
my @files = sort { ($a =~ m{/(\d+)_[^/]+$})[0] <=> ($b =~ m{/(\d+)_[^/]+$})[0] } glob 'templates/flow/gallery/*.json';

sub content {
    my ($file) = @_;
    open my $in, '<:raw', $file or die "$file: $!\n";
    local $/;
    return scalar <$in>;
}

sub literal {
    my ($text) = @_;
    $text =~ s/([\\"])/\\$1/g;
    $text =~ s/\n/\\n/g;
    return qq("$text");
}

# What people read; ids, types and numbers are not.
sub texts {
    my ($value, $key) = @_;
    if (ref $value eq 'HASH') { return map { texts($value->{$_}, $_) } sort keys %$value }
    if (ref $value eq 'ARRAY') { return map { texts($_, $key) } @$value }
    return () if $key !~ /^(?:name|summary|title|help|default|text|options|columns|value|fill)$/;
    return !JSON::PP::is_bool($value) && $value =~ /[A-Za-z]/ ? ($value) : ();
}

if ($mode eq 'compile') {
    my $code = qq(/* Generated from templates/flow/gallery. */\n#include "backend/flow_gallery.h"\n\n)
        . "const struct flow_sample flow_samples[] = {\n";
    for my $file (@files) {
        my ($name) = $file =~ m{/\d+_([a-z_]+)\.json$} or die "$file: the name is NUMBER_name.json\n";
        $code .= "    {" . literal($name) . ",\n     " . join("\n     ", map { literal("$_\n") } split /\n/, content($file)) . "},\n";
    }
    $code .= "};\nconst int flow_samples_n = " . scalar(@files) . ";\n";
    open my $file, '>:raw', $out or die "$out: $!\n";
    print $file $code;
    close $file or die "$out: $!\n";
} elsif ($mode eq 'texts') {
    binmode STDOUT, ':utf8';
    for my $file (@files) {
        print qq{#line 1 "$file"\n_(}, literal($_), ");\n" for texts(decode_json(content($file)), '');
    }
} else {
    die "usage: gallery.pl compile OUT.c | texts\n";
}
