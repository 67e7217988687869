// What a C# cell of a notebook can name on the real kernel without a package: the public names of
// Microsoft.DotNet.Interactive and .Formatting 1.0.0-beta.26120.1 that matter in lessons, without what they do.
// Read in https://github.com/dotnet/interactive: Kernel.Static.cs, DisplayExtensions.cs, DisplayedValue.cs, Formatter.cs, Html.cs.
using System;
using System.Collections.Generic;
using System.IO;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Html;
using Microsoft.DotNet.Interactive.Formatting;

namespace Microsoft.AspNetCore.Html
{
    public interface IHtmlContent;
}

namespace Microsoft.DotNet.Interactive
{
    public abstract class Kernel
    {
        public static Kernel Current => null;
        public static Kernel Root => null;
        public static DisplayedValue display(object value, params string[] mimeTypes) => null;
        public static IHtmlContent HTML(string content) => null;
        public static Task<string> GetInputAsync(string prompt = "", string typeHint = "text") => null;
        public static void CSS(string content) { }
        public static void Javascript(string scriptContent) { }
    }
}

namespace Microsoft.DotNet.Interactive.Formatting
{
    public class DisplayedValue
    {
        public string DisplayId => null;
        public bool IsUpdated => false;
        public object Value => null;
        public void Update(object updatedValue) { }
    }

    public static class Formatter
    {
        public static string DefaultMimeType { get; set; }
        public static int ListExpansionLimit { get; set; }
        public static int RecursionLimit { get; set; }
        public static string ToDisplayString(this object obj, string mimeType = "text/plain") => null;
        public static void SetPreferredMimeTypesFor(Type type, params string[] preferredMimeTypes) { }
        public static void Register<T>(Action<T, TextWriter> formatter, string mimeType = "text/plain") { }
        public static void Register<T>(Func<T, string> formatter, string mimeType = "text/plain") { }
    }

    public static class Html
    {
        public static IHtmlContent ToHtmlContent(this string value) => null;
    }
}

namespace System
{
    public static class DisplayExtensions
    {
        public static DisplayedValue Display(this object value, params string[] mimeTypes) => null;
        public static DisplayedValue DisplayAs(this string value, string mimeType) => null;
        public static DisplayedValue DisplayTable<T>(this IEnumerable<T> value, params string[] mimeTypes) => null;
    }
}
