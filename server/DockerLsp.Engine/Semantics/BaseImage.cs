using System.Buffers;
using System.Collections.Immutable;
using DockerLsp.Engine.PackageManagers;
using DockerLsp.Engine.Shell;

namespace DockerLsp.Engine.Semantics;

/// <summary>The distribution that an image is made of.</summary>
public enum ImageFamily
{
    Unknown,
    Debian,
    Ubuntu,
    Alpine,
    BusyBox,
    Fedora,

    /// <summary>RHEL, UBI, CentOS, Rocky, Alma, Oracle and Amazon Linux.</summary>
    EnterpriseLinux,
    Suse,
    Arch,

    /// <summary>Photon, Azure Linux, Mariner.</summary>
    Photon,
    Wolfi,
    Void,
    Gentoo,
    Windows,

    /// <summary>No distribution, no shell: scratch, distroless, chiselled.</summary>
    None,
}

/// <summary>What is known of the image that a stage starts from.</summary>
/// <param name="Name">As messages name it.</param>
/// <param name="Family">Its distribution.</param>
/// <param name="Shell">What <c>/bin/sh</c> is, or the shell of a Windows image.</param>
/// <param name="ShipsPackageIndex">Whether a package index is in it; null where that is not known.</param>
/// <param name="HasDockerClean">Whether apt deletes downloaded packages by itself (<c>/etc/apt/apt.conf.d/docker-clean</c>).</param>
public sealed record BaseImage(string Name, ImageFamily Family, ShellDialect Shell, bool? ShipsPackageIndex, bool? HasDockerClean)
{
    /// <summary>An image of which nothing is known.</summary>
    public static BaseImage Unknown(string name) => new(name, ImageFamily.Unknown, ShellDialect.Posix, null, null);

    /// <summary>Whether the store belongs to a manager of this family; true where the family is not known.</summary>
    public bool MayUse(PackageStore store) => Family switch
    {
        ImageFamily.Debian or ImageFamily.Ubuntu => store != PackageManagerTable.Apk,
        ImageFamily.Alpine or ImageFamily.Wolfi => store != PackageManagerTable.Apt,
        _ => true,
    };

    /// <summary>
    /// Tells the family by tag and name. Sources: the images' own documentation; debuerreotype's script writes docker-clean into
    /// Debian's image, Ubuntu's has the same file.
    /// </summary>
    public static BaseImage Identify(string reference)
    {
        var image = ImageReference.Parse(reference);
        var family = FamilyOfTag(image) ?? FamilyOfName(image);
        var debian = family is ImageFamily.Debian or ImageFamily.Ubuntu;
        // A third party may leave an index behind; official images and the vendors' own base images do not.
        bool? ships = image.IsOfficial || IsVendorBase(image) ? false : null;
        return new BaseImage(reference, family, ShellOf(family), family == ImageFamily.Unknown ? null : ships, debian && ships == false ? true : null);
    }

    private static bool IsVendorBase(ImageReference image) =>
        image.Repository is "nvidia/cuda" or "rockylinux/rockylinux" or "opensuse/leap" or "opensuse/tumbleweed" or "centos/centos"
        || (image.Registry == "mcr.microsoft.com" && image.Repository.StartsWith("dotnet/", StringComparison.Ordinal))
        || (image.Registry == "public.ecr.aws" && (image.Repository.StartsWith("docker/library/", StringComparison.Ordinal)
            || image.Repository is "debian/debian" or "ubuntu/ubuntu" or "amazonlinux/amazonlinux"));

    private static ShellDialect ShellOf(ImageFamily family) => family switch
    {
        ImageFamily.Debian or ImageFamily.Ubuntu => ShellDialect.Dash,
        ImageFamily.Alpine or ImageFamily.BusyBox or ImageFamily.Wolfi => ShellDialect.BusyBoxAsh,
        ImageFamily.Fedora or ImageFamily.EnterpriseLinux or ImageFamily.Suse or ImageFamily.Arch or ImageFamily.Photon or ImageFamily.Gentoo => ShellDialect.Bash,
        ImageFamily.Windows => ShellDialect.Cmd,
        ImageFamily.Unknown or ImageFamily.Void => ShellDialect.Posix,
        _ => ShellDialect.Unknown,
    };

    private static readonly SearchValues<char> VersionCharacters = SearchValues.Create("0123456789.");

    private static readonly ImmutableArray<(string Part, ImageFamily Family)> TagParts =
    [
        ("alpine", ImageFamily.Alpine),
        ("windowsservercore", ImageFamily.Windows),
        ("nanoserver", ImageFamily.Windows),
        ("ltsc", ImageFamily.Windows),
        ("chiseled", ImageFamily.None),
        ("distroless", ImageFamily.None),
        ("busybox", ImageFamily.BusyBox),
        ("buster", ImageFamily.Debian),
        ("stretch", ImageFamily.Debian),
        ("bullseye", ImageFamily.Debian),
        ("bookworm", ImageFamily.Debian),
        ("trixie", ImageFamily.Debian),
        ("forky", ImageFamily.Debian),
        ("debian", ImageFamily.Debian),
        ("bionic", ImageFamily.Ubuntu),
        ("focal", ImageFamily.Ubuntu),
        ("jammy", ImageFamily.Ubuntu),
        ("noble", ImageFamily.Ubuntu),
        ("ubuntu", ImageFamily.Ubuntu),
        ("ubi", ImageFamily.EnterpriseLinux),
        ("oracle", ImageFamily.EnterpriseLinux),
        ("rocky", ImageFamily.EnterpriseLinux),
        ("centos", ImageFamily.EnterpriseLinux),
        ("al2", ImageFamily.EnterpriseLinux),
        ("amazonlinux", ImageFamily.EnterpriseLinux),
        ("amzn", ImageFamily.EnterpriseLinux),
        ("fedora", ImageFamily.Fedora),
        ("azurelinux", ImageFamily.Photon),
        ("cbl-mariner", ImageFamily.Photon),
        ("opensuse", ImageFamily.Suse),
        ("leap", ImageFamily.Suse),
    ];

    private static ImageFamily? FamilyOfTag(ImageReference image)
    {
        if (image.Tag is null)
        {
            return null;
        }

        foreach (var piece in image.Tag.Split('-', '_'))
        {
            foreach (var (part, family) in TagParts)
            {
                // A release number may follow: alpine3.20, ubuntu22.04, ubi9.
                if (piece.StartsWith(part, StringComparison.OrdinalIgnoreCase)
                    && piece.AsSpan(part.Length).IndexOfAnyExcept(VersionCharacters) < 0)
                {
                    return family;
                }
            }
        }

        return null;
    }

    private static readonly Dictionary<string, ImageFamily> Names = BuildNames(
        (ImageFamily.Debian, "debian python node golang rust ruby php perl julia elixir erlang haskell dart gcc buildpack-deps nginx httpd haproxy postgres redis valkey memcached wordpress drupal nextcloud r-base mono denoland/deno oven/bun continuumio/miniconda3 continuumio/anaconda3 jenkins/jenkins pypy clojure openresty/openresty bitnami/minideb ghost matomo joomla mediawiki sentry rocker/r-base rakudo-star ibmjava"),
        (ImageFamily.Ubuntu, "ubuntu eclipse-temurin maven gradle tomcat swift mariadb mongo rabbitmq condaforge/miniforge3 condaforge/mambaforge nvidia/cuda nvidia/cudagl pytorch/pytorch tensorflow/tensorflow vllm/vllm-openai ros osrf/ros phusion/baseimage ibm-semeru-runtimes rocker/r-ver ubuntu/ubuntu"),
        (ImageFamily.Alpine, "alpine caddy traefik composer docker registry"),
        (ImageFamily.BusyBox, "busybox"),
        (ImageFamily.Fedora, "fedora fedora/fedora"),
        (ImageFamily.EnterpriseLinux, "centos centos/centos rockylinux rockylinux/rockylinux almalinux oraclelinux amazonlinux amazoncorretto mysql ubi7 ubi8 ubi9 ubi10 ubi-minimal amazonlinux/amazonlinux"),
        (ImageFamily.Suse, "opensuse opensuse/leap opensuse/tumbleweed"),
        (ImageFamily.Arch, "archlinux archlinux/archlinux manjarolinux/base"),
        (ImageFamily.Photon, "photon azurelinux/base/core cbl-mariner/base/core"),
        (ImageFamily.Gentoo, "gentoo/stage3"),
        (ImageFamily.Wolfi, "wolfi-base chainguard/wolfi-base"),
        (ImageFamily.None, "scratch"));

    private static ImageFamily FamilyOfName(ImageReference image)
    {
        if (image.Registry is "gcr.io" && image.Repository.StartsWith("distroless/", StringComparison.Ordinal))
        {
            return ImageFamily.None;
        }

        if (image.Registry is "mcr.microsoft.com")
        {
            return image.Repository.StartsWith("windows", StringComparison.Ordinal) ? ImageFamily.Windows
                : image.Repository.StartsWith("dotnet/", StringComparison.Ordinal) ? ImageFamily.Debian
                : image.Repository.StartsWith("azurelinux/", StringComparison.Ordinal) || image.Repository.StartsWith("cbl-mariner/", StringComparison.Ordinal) ? ImageFamily.Photon
                : ImageFamily.Unknown;
        }

        if (image.Registry is "registry.access.redhat.com" or "registry.redhat.io")
        {
            return image.Repository.StartsWith("ubi", StringComparison.Ordinal) || image.Repository.StartsWith("rhel", StringComparison.Ordinal)
                ? ImageFamily.EnterpriseLinux
                : ImageFamily.Unknown;
        }

        if (image.Registry is "registry.suse.com")
        {
            return ImageFamily.Suse;
        }

        // Mirrors of Docker Hub keep its names below their own path.
        var name = image.Registry is null ? image.Repository : image.Repository.StartsWith("docker/library/", StringComparison.Ordinal) ? image.Name : image.Repository;
        if (Names.TryGetValue(name, out var family))
        {
            return family;
        }

        // Architecture-specific official images live below arm64v8/, amd64/ and the like.
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && name[..slash] is "amd64" or "arm32v5" or "arm32v6" or "arm32v7" or "arm64v8" or "i386" or "ppc64le" or "s390x" or "riscv64"
            && Names.TryGetValue(name[(slash + 1)..], out family)
            ? family
            : ImageFamily.Unknown;
    }

    private static Dictionary<string, ImageFamily> BuildNames(params (ImageFamily Family, string Names)[] rows)
    {
        var families = new Dictionary<string, ImageFamily>(StringComparer.Ordinal);
        foreach (var (family, names) in rows)
        {
            foreach (var name in names.Split(' '))
            {
                families.Add(name, family);
            }
        }

        return families;
    }
}
