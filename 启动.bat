@echo off
chcp 65001 >nul
cd /d "%~dp0"
set "PYTHON="
where py >nul 2>nul && set "PYTHON=py -3"
if not defined PYTHON where python >nul 2>nul && set "PYTHON=python"
if not defined PYTHON (
  echo 没有找到 Python。请到 python.org 安装 Python 3.11 或更高版本，安装时勾选“Add python.exe to PATH”。
  pause
  exit /b 3
)
%PYTHON% -c "import sys; sys.exit(sys.version_info < (3, 11))"
if errorlevel 1 (
  echo 需要 Python 3.11 或更高版本。请到 python.org 安装，安装时勾选“Add python.exe to PATH”。
  pause
  exit /b 3
)
if not "%~1"=="" (
  %PYTHON% run.py %*
  exit /b
)
%PYTHON% run.py build
if errorlevel 2 goto failed
if errorlevel 1 goto faults
start "" "site\index.html"
echo 网站已经打开。如果上面有提醒，有空时按“改法”修改。
pause
exit /b 0
:faults
echo.
echo 目录还有错误，网站没有更新。请按上面的“改法”修改，保存以后再双击一次。
pause
exit /b 1
:failed
echo.
echo 没有运行成功，原因见上面。目录和网站都没有动。
pause
exit /b 3
