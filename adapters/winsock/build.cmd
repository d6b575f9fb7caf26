@echo off
rem Builds the bridge and the sample provider with Microsoft's compiler, in a developer command prompt.
cd /d "%~dp0"
if not exist build mkdir build
set FLAGS=/nologo /O2 /W3 /std:c11 /D_CRT_SECURE_NO_WARNINGS /D_WINSOCK_DEPRECATED_NO_WARNINGS /D_WIN32_WINNT=0x0601 /I. /I..\c
set BRIDGE=main.c api.c spi.c upcalls.c catalogue.c verbs.c events.c addresses.c winsock_errors.c crash.c facts.c ..\c\joinleaf_adapter.c ..\c\json.c
set SAMPLE=sample-provider\provider.c sample-provider\model.c winsock_errors.c ..\c\tiny_provider.c ..\c\json.c
cl %FLAGS% /Fobuild\ /Fe:build\joinleaf-winsock.exe %BRIDGE% ws2_32.lib || exit /b 1
cl %FLAGS% /LD /Fobuild\ /Fe:build\sample-provider.dll %SAMPLE% ws2_32.lib || exit /b 1
cl %FLAGS% /DFAULT_EARLY_CONNECT /LD /Fobuild\ /Fe:build\sample-provider-early-connect.dll %SAMPLE% ws2_32.lib || exit /b 1
cl %FLAGS% /DFAULT_CRASH /LD /Fobuild\ /Fe:build\sample-provider-crash.dll %SAMPLE% ws2_32.lib || exit /b 1
cl %FLAGS% /DPROBING /LD /Fobuild\ /Fe:build\sample-provider-probing.dll %SAMPLE% ws2_32.lib || exit /b 1
