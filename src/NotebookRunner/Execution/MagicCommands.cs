using System.Reflection;
using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.Directives;
using Microsoft.DotNet.Interactive.Formatting;

namespace NotebookRunner.Execution;

/// <summary>
/// Commands that the tool has in packages which are not on every feed: <c>#!time</c>, <c>#!lsmagic</c> and <c>#!about</c>; and what asks
/// the user, who is not there.
/// </summary>
internal static class MagicCommands
{
    public static void AddTo(CompositeKernel root)
    {
        Add("#!time", context => TellTime(context, Stopwatch.GetTimestamp()));
        Add("#!lsmagic", context => Tell(context, string.Join('\n', root.ChildKernels.Prepend(root).Select(Directives))));
        Add("#!about", context => Tell(
            context, ".NET Interactive " + typeof(Kernel)
                .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion));
        foreach (var kernel in root.ChildKernels)
        {
            kernel.RegisterCommandHandler<RequestInput>((command, context) =>
            {
                string message = $"nobody is there to answer \"{command.Prompt}\": a notebook that is run as a whole asks for nothing";
                context.Fail(command, message: message);
                return Task.CompletedTask;
            });
        }

        void Add(string name, Action<KernelInvocationContext> run) => root.AddDirective(new KernelActionDirective(name), (_, context) =>
        {
            run(context);
            return Task.CompletedTask;
        });
    }

    private static string Directives(Kernel kernel) =>
        $"{kernel.Name}: " + string.Join(' ', kernel.KernelInfo.SupportedDirectives.Select(d => d.Name).Order(StringComparer.Ordinal));

    private static void TellTime(KernelInvocationContext context, long start) => context.OnComplete(completed =>
        Tell(completed, Invariant($"Wall time: {Stopwatch.GetElapsedTime(start).TotalMilliseconds}ms")));

    private static void Tell(KernelInvocationContext context, string text) => context.DisplayAs(text, PlainTextFormatter.MimeType);
}
