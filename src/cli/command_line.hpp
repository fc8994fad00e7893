/// The command line of madoguchi: which commands there are and what they take (docs/command-line.md).
#pragma once

namespace mado::cli {

/// Exit codes: 0 done, 1 failed, 2 wrong use.
int run_command_line(int count, char** words);

}  // namespace mado::cli
