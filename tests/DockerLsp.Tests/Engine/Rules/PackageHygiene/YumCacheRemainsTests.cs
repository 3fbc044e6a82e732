namespace DockerLsp.Tests.Engine.Rules.PackageHygiene;

public sealed class YumCacheRemainsTests
{
    private static Verification Rule => Verify.Only("DL3032");

    [Fact]
    public void One_line() => Rule
        .Finds("""
            FROM rockylinux:9
            RUN [|yum install|] -y httpd
            """)
        .Says("Leaves yum's metadata and downloaded packages in this layer")
        .Offers("Clean up in this RUN", "Use cache mounts for rpm (needs BuildKit)")
        .Fixed("""
            FROM rockylinux:9
            RUN yum install -y httpd && yum clean all
            """);

    [Fact]
    public void The_last_install_is_marked() => Rule
        .Finds("""
            FROM rockylinux:9
            RUN yum install -y epel-release && \
                [|yum -y install|] nginx
            """)
        .Fixed("""
            FROM rockylinux:9
            RUN yum install -y epel-release && \
                yum -y install nginx && \
                yum clean all
            """);

    [Fact]
    public void A_part_of_the_cleanup() => Rule
        .Finds("""
            FROM rockylinux:9
            RUN [|yum install|] -y httpd && yum clean packages
            """)
        .Says("Leaves a part of yum's metadata and packages in this layer: only `yum clean all` deletes both")
        .Fixed("""
            FROM rockylinux:9
            RUN yum install -y httpd && yum clean packages && yum clean all
            """);

    [Fact]
    public void Set_e_and_a_leading_semicolon_style() => Rule
        .Finds("""
            FROM centos:7
            RUN set -eux; \
                [|yum install|] -y \
                    httpd \
                    mod_ssl \
                ; \
                httpd -v
            """)
        .Fixed("""
            FROM centos:7
            RUN set -eux; \
                yum install -y \
                    httpd \
                    mod_ssl \
                ; \
                httpd -v; \
                yum clean all
            """);

    [Fact]
    public void Two_steps_each_clean_up() => Rule
        .Finds("""
            FROM rockylinux:9
            RUN [|yum install|] -y httpd
            RUN [|yum update|] -y
            """)
        .Fixed("""
            FROM rockylinux:9
            RUN yum install -y httpd && yum clean all
            RUN yum update -y && yum clean all
            """);

    [Fact]
    public void Sudo_and_options_before_the_subcommand() => Rule
        .Finds("""
            FROM registry.example.com/el:9
            USER app
            RUN [|sudo yum -y --enablerepo epel install|] jq
            """)
        .Fixed("""
            FROM registry.example.com/el:9
            USER app
            RUN sudo yum -y --enablerepo epel install jq && sudo yum clean all
            """);

    [Fact]
    public void A_heredoc_that_ends_in_the_install() => Rule
        .Finds("""
            FROM rockylinux:9
            RUN <<EOF
            useradd app
            [|yum install|] -y httpd
            EOF
            """)
        .Fixed("""
            FROM rockylinux:9
            RUN <<EOF
            useradd app
            yum install -y httpd && yum clean all
            EOF
            """);

    [Fact]
    public void A_cleanup_that_another_step_does() => Rule
        .Finds("""
            FROM rockylinux:9
            RUN [|yum install|] -y httpd
            RUN yum clean all
            """)
        .Fixed("""
            FROM rockylinux:9
            RUN yum install -y httpd && yum clean all
            """);

    [Theory]
    [InlineData("RUN yum install -y httpd && yum clean all")]
    [InlineData("RUN yum install -y httpd && yum -y clean all && rm -rf /var/cache/yum")]
    [InlineData("RUN yum install -y httpd && dnf clean all")]
    [InlineData("RUN yum install -y httpd && rm -rf /var/cache/yum")]
    [InlineData("RUN --mount=type=cache,target=/var/cache/yum yum install -y httpd")]
    [InlineData("RUN yum remove -y httpd")]
    [InlineData("RUN dnf install -y httpd")]
    [InlineData("RUN yum list installed")]
    [InlineData("RUN rpm -i /tmp/yum.rpm")]
    public void Nothing_remains_or_it_is_not_yum(string step) => Rule.FindsNothing($"FROM rockylinux:9\n{step}");

    [Fact]
    public void In_a_trigger_and_in_exec_form() => Rule.Finds("FROM rockylinux:9\nONBUILD RUN [|yum install|] -y httpd\nRUN [\"[|yum\", \"install|]\", \"-y\", \"httpd\"]");

    [Fact]
    public void In_each_stage() => Rule.Finds("FROM rockylinux:9 AS a\nRUN [|yum install|] -y httpd\nFROM a\nRUN [|yum install|] -y httpd\nFROM rockylinux:9\nRUN true");
}
