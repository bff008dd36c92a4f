# The page, on a CPU:  docker build -t virtualconductor . && docker run --read-only --tmpfs /tmp -p 7860:7860 virtualconductor
# The same image serves as a Docker Space. Once built it needs no network; all that it writes lies in /tmp.
FROM python:3.12-slim

RUN useradd --create-home --uid 1000 user
WORKDIR /app

COPY requirements.txt .
RUN pip install --no-cache-dir --extra-index-url https://download.pytorch.org/whl/cpu -r requirements.txt

COPY . .
ENV GRADIO_SERVER_NAME=0.0.0.0 GRADIO_SERVER_PORT=7860 GRADIO_TEMP_DIR=/tmp/gradio GRADIO_ANALYTICS_ENABLED=False \
    HF_HOME=/tmp/huggingface MPLCONFIGDIR=/tmp/matplotlib NUMBA_CACHE_DIR=/opt/numba \
    PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1
# The pose models, and everything compiled that the first visitor would wait for.
RUN python -m vc weights fetch pose-detector pose-landmarks face-mesh face-detector \
    && OMP_WAIT_POLICY=PASSIVE python -c "from vc.web.start import warm_up; warm_up()" \
    && chmod -R a+rX /app /opt/numba

USER 1000
EXPOSE 7860
# What ends Python; as the first process it would not hear SIGTERM.
STOPSIGNAL SIGINT
ENV NUMBA_CACHE_DIR=/tmp/numba HF_HUB_OFFLINE=1
HEALTHCHECK --start-period=2m CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:7860/', timeout=5)"]
# numba wants to write where it reads.
CMD ["sh", "-c", "cp -r /opt/numba /tmp/numba; exec python app.py"]
