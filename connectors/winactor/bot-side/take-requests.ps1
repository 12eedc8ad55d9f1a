<#
.SYNOPSIS
  Takes one request that Genba laid down and works it off. Register it in the Task Scheduler
  ("run only when user is logged on", repeated every minute, no second instance).
.DESCRIPTION
  The command gets the request's folder as its last argument, and GENBA_REFERENCE, GENBA_BOT and
  GENBA_FOLDER in its environment. It writes result.csv (item,outcome,reason) into the folder. Exit
  code 0 means that the work was done, any other that it failed.
.EXAMPLE
  .\take-requests.ps1 -Share \\filesv01\genba\winactor -Command C:\rpa\run-scenario.cmd
#>
param(
    [Parameter(Mandatory = $true)][string] $Share,
    [Parameter(Mandatory = $true)][string] $Command,
    [string[]] $Arguments = @(),
    [int] $BeatSeconds = 30
)
Set-StrictMode -Version 2
$ErrorActionPreference = 'Stop'
$utf8 = New-Object System.Text.UTF8Encoding($false)

function Enter-Request([string] $Folder) {
    # Only the first to create the claim may begin; Genba takes it too when a run is cancelled.
    try {
        $claim = [IO.File]::Open((Join-Path $Folder 'claim'), [IO.FileMode]::CreateNew)
    } catch [IO.IOException] {
        return $false
    }
    try {
        $line = $utf8.GetBytes("host=$env:COMPUTERNAME`nat=$([DateTime]::UtcNow.ToString('s'))Z`n")
        $claim.Write($line, 0, $line.Length)
    } finally {
        $claim.Dispose()
    }
    return $true
}

function Exit-Request([string] $Folder, [string] $Reference, [string] $State, [string] $Message) {
    # It appears in one step, and the end mark is its last line.
    $own = Join-Path $Folder ".result.ini.$PID"
    $text = "reference=$Reference`nstate=$State`nmessage=$Message`nend=true`n"
    [IO.File]::WriteAllText($own, $text, $utf8)
    [IO.File]::Move($own, (Join-Path $Folder 'result.ini'))
}

$waiting = Get-ChildItem -Path (Join-Path $Share 'requests') -Directory |
    Where-Object { Test-Path (Join-Path $_.FullName 'request.json') } |
    Where-Object { -not (Test-Path (Join-Path $_.FullName 'claim')) } |
    Sort-Object CreationTime

foreach ($one in $waiting) {
    $folder = $one.FullName
    if (-not (Enter-Request $folder)) { continue }
    $text = [IO.File]::ReadAllText((Join-Path $folder 'request.json'), $utf8)
    $request = ConvertFrom-Json $text
    if (Test-Path (Join-Path $folder 'cancel')) {
        Exit-Request $folder $one.Name 'CANCELLED' '開始前に中止されました'
        break
    }
    # Newer PowerShells make a date of it, older ones leave the text.
    $deadline = $request.deadline
    if ($deadline -is [string]) { $deadline = [DateTimeOffset]::Parse($deadline).LocalDateTime }
    if ((Get-Date) -gt ([DateTime] $deadline).ToLocalTime()) {
        Exit-Request $folder $one.Name 'FAILED' '期限を過ぎていたため、実行しませんでした'
        break
    }

    $env:GENBA_REFERENCE = $one.Name
    $env:GENBA_BOT = $request.bot
    $env:GENBA_FOLDER = $folder
    $all = @($Arguments) + @('"' + $folder + '"')
    $bot = Start-Process -FilePath $Command -ArgumentList $all -PassThru
    $null = $bot.Handle # without it the exit code is lost
    $cancelled = $false
    do {
        [IO.File]::WriteAllText((Join-Path $folder 'heartbeat'), (Get-Date).ToString('o'), $utf8)
        if (-not $cancelled -and (Test-Path (Join-Path $folder 'cancel'))) {
            $cancelled = $true
            & taskkill.exe /PID $bot.Id /T /F | Out-Null
        }
    } until ($bot.WaitForExit($BeatSeconds * 1000))

    if ($cancelled) {
        Exit-Request $folder $one.Name 'CANCELLED' 'ロボットを中止しました'
    } elseif ($bot.ExitCode -eq 0) {
        Exit-Request $folder $one.Name 'SUCCEEDED' ''
    } else {
        Exit-Request $folder $one.Name 'FAILED' "ロボットが異常終了しました（終了コード $($bot.ExitCode)）"
    }
    break
}
